import type { SampleCaller } from "../gateway";
import { syntheticCitizenIds } from "../subgraphs/citizens";

/** The callers that a developer may become, in the IDE and by `npm run token`. All people are synthetic. */
export function sampleCallers(): readonly SampleCaller[] {
  const [first = "", second = ""] = syntheticCitizenIds(2);
  return [
    citizen("citizen", "A citizen, VNeID level 2 / Công dân, VNeID mức 2", first, 2),
    citizen("citizen-two", "Another citizen, VNeID level 1 / Công dân khác, VNeID mức 1", second, 1),
    {
      name: "officer",
      description: "An officer of Hà Nội (H26) / Cán bộ thành phố Hà Nội",
      role: "officer",
      subject: "officer-ha-noi-1",
      agency: "H26",
      scopes: [
        "citizen:read",
        "citizen:number",
        "citizen:contact",
        "payment:receipt",
        "payment:refund",
        "payment:reconcile",
      ],
    },
    {
      name: "officer-hue",
      description: "An officer of Thừa Thiên Huế (H57) / Cán bộ Thừa Thiên Huế",
      role: "officer",
      subject: "officer-hue-1",
      agency: "H57",
      scopes: ["citizen:read"],
    },
    {
      name: "government-office",
      description: "An officer of the Government Office (G22) / Cán bộ Văn phòng Chính phủ",
      role: "officer",
      subject: "officer-government-office-1",
      agency: "G22",
      scopes: [],
    },
    {
      name: "partner",
      description: "A system of Lào Cai (H38) / Hệ thống của tỉnh Lào Cai",
      role: "partner",
      subject: "partner-lao-cai",
      agency: "H38",
      scopes: ["citizen:read", "payment:receipt", "payment:reconcile"],
    },
    {
      name: "auditor",
      description: "An auditor / Kiểm toán viên",
      role: "auditor",
      subject: "auditor-1",
      scopes: ["dossier:read", "citizen:read", "payment:read", "survey:read", "assessment:read"],
    },
    {
      name: "service",
      description: "A service of the graph itself / Dịch vụ nội bộ",
      role: "service",
      subject: "service-relay",
      scopes: ["dossier:read", "citizen:read", "payment:read", "survey:read", "survey:invite"],
    },
  ];
}

function citizen(name: string, description: string, subject: string, vneidLevel: 1 | 2): SampleCaller {
  return { name, description, role: "citizen", subject, vneidLevel, scopes: [] };
}
