# An officer's records of the campaign's first phase and what became of them; sourced by demo.sh.

# Enterprises and sites join the roll.
zizhao unit add JXC 锦绣餐馆 --kind site --parent 桂香村 --supervisor 应急办 --sector 消防 --contact 李建国
zizhao unit add SYHF 顺意花炮经营部 --kind enterprise --parent 青峰社区 --supervisor 应急办 --sector 烟花爆竹
zizhao unit add ZZYEY 紫照幼儿园 --kind site --parent 青峰社区 --supervisor 社事办 --sector 人员密集场所

# Checks that found nothing, and checks that found something.
zizhao check add --unit 桂香村 --measure 1 --result pass --on 2022-04-25 --inspector 陈科旭 --source-id 自查-001
zizhao check add --unit 先进村 --measure 6 --result pass --on 2022-04-26 --inspector 陈科旭 --source-id 自查-002
zizhao check add --unit 锦绣餐馆 --measure 6 --result fail --on 2022-05-06 --kind town --inspector 陈科旭 --inspector 刘和平 \
    --hazard "燃气软管老化，未装报警器" --due +15d --sector 燃气 --responsible 李建国
zizhao check add --unit 紫照幼儿园 --measure 第六条 --result fail --on 2022-05-10 --kind joint \
    --hazard "二楼疏散通道堆放桌椅" --handling immediate --sector 人员密集场所 --responsible 周敏
zizhao check add --unit 青峰社区 --measure （六） --result fail --on 2022-05-12 \
    --hazard "楼道内给电动自行车充电" --due +10wd --sector 电动自行车 --responsible 罗强

# Hazards from elsewhere, among them a major one.
zizhao hazard add --unit 顺意花炮经营部 --measure 10 --title "超量存放烟花爆竹，与住宅间距不足" --level major \
    --found 2022-05-18 --due 2022-06-30 --sector 烟花爆竹 --responsible 黄开顺 --source 群众举报
zizhao hazard add --unit 大丘村 --measure 6 --title "村道临崖路段缺护栏" --found 2022-06-02 --due +30d --sector 道路运输 --responsible 吴世明
zizhao hazard add --unit 桂香村 --measure 6 --title "渔船未配救生衣" --found 2022-06-20 --sector 渔业船舶 --responsible 谭二

# What became of them.
zizhao hazard rectify YH-2022-0002 --on 2022-05-10 --note 桌椅当场搬离
zizhao hazard review YH-2022-0002 --on 2022-05-11 --reviewer 陈科旭 --pass
zizhao hazard extend YH-2022-0003 --on 2022-05-25 --due 2022-06-20 --reason 充电棚施工 --safeguards 每晚巡查、断开楼道插座 --approved-by 刘和平
zizhao hazard plan YH-2022-0004 --on 2022-05-20 --responsible 黄开顺 --measures 分批转运，另建库房 --funds 8万元 --due 2022-06-30 --contingency 专人值守，划定警戒区
zizhao hazard rectify YH-2022-0003 --on 2022-06-18 --rectified-by 罗强
zizhao hazard review YH-2022-0003 --on 2022-06-21 --reviewer 陈科旭 --fail
