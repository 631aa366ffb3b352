"""A report that nobody has published, of a real place: what a new report may bring."""

TEXT = """如皋市产业工人队伍建设改革情况

2023年，如皋市总工会推进产业工人队伍建设改革。全市产业工人12万余人。全年发展产业工人党员近120名，占新发展党员的32%。
开展补贴性职业技能培训4800多人次，举办劳动竞赛38场，参与职工超1.5万人次。
建成劳模工匠创新工作室26个，选树市级工匠15名。签订工资专项集体合同860份，覆盖职工5.2万人。
如皋市新增高技能人才约1900人。职工互助保障参加职工3.1万人次，发放互助金210余万元。
"""

MEANT = {
    "近120名": "party-recruits-workers",
    "32%": "party-recruits-workers-share",
    "4800多人次": "subsidised-training",
    "38场": "skill-contests",
    "超1.5万人次": "contest-participations",
    "5.2万人": "collective-contract-workers",
    "约1900人": "new-high-skilled",
    "210余万元": "mutual-aid-payout",
}
"""What a reader of it would code; the other five have no concept yet and are left out."""

PEOPLE = 1_000_000
"""Residents of the place as the tests have them: a round number, not the census."""
