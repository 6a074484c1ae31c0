# What went with those records until 2022-07-15: papers, supervision, what is unlawful, who answers; sourced by demo.sh.

# The store of fireworks gets its paper, and the district lists it.
zizhao notice rectify YH-2022-0004 --on 2022-05-19 --inspector 陈科旭 --inspector 刘和平
zizhao notice deliver WS-2022-0001 --on 2022-05-20 --received-by 黄开顺 --delivered-by 陈科旭
zizhao supervision add --hazard YH-2022-0004 --level 区级 --body 区安委会 --person 石世文 --on 2022-05-20 --plan-due +10d --due 2022-07-10
zizhao supervision plan GP-2022-0001 --on 2022-05-28

# A plant without a licence is stopped and handed to who may fine it, a village is talked to.
zizhao violation add --title 无照加工塑料 --name 某塑料作坊 --village 桂香村 --kind 1 --illegal 非法生产 --sector 消防 --on 2022-05-23
zizhao violation stop WF-2022-0001 --on 2022-05-24 --stopped-by 胡显胜 --how 断电封存
zizhao enforcement add --kind 罚款 --name 某塑料作坊 --sector 消防 --record WF-2022-0001 --amount 2万元 --on 2022-05-24
zizhao enforcement propose ZF-2022-0001 --to 区消防救援大队 --on 2022-05-24
zizhao action add --kind 约谈 --unit 桂香村 --person 谭二 --post 村主任 --reason 渔船逾期没有配救生衣 --record YH-2022-0006 \
    --talked-by 石世文 --on 2022-07-06

# The mayor leads a check each month.
zizhao duty add --text 带队检查安全生产 --post 镇长 --unit 应急办 --often 每月1次 --since 2022-04-20
zizhao duty done ZZ-2022-0001 --on 2022-04-28 --attendee 石世文
zizhao duty done ZZ-2022-0001 --on 2022-05-12 --attendee 石世文

# Somebody calls about the store, and it is so; a worker falls from a roof, and the firm tells the town late.
zizhao tip add --channel 电话 --summary 夜间在住宅旁装卸烟花 --unit 顺意花炮经营部 --sector 烟花爆竹 --risk 重大 --received-by 陈科旭 --on 2022-05-17
zizhao tip assign JB-2022-0001 --to 应急办 --handler 刘和平 --on 2022-05-17
zizhao tip verify JB-2022-0001 --result 属实 --findings 存量超过许可，已列为重大隐患 --record YH-2022-0004 --on 2022-05-20
zizhao accident add --title 大丘村农房改建坠落 --unit 大丘村 --place 三组 --sector 建设施工 --type 高处坠落 --production yes \
    --happened '2022-06-28 09:10' --head-told '2022-06-28 09:20' --town-told '2022-06-28 10:50' --dead 0 --injured 1 --minor 0 --missing 0
zizhao accident report SG-2022-0001 --from unit --at '2022-06-28 10:50' --to 紫照镇 --means 电话 --on 2022-06-28
zizhao accident report SG-2022-0001 --from town --at '2022-06-28 11:40' --to 区应急局 --means 电话 --on 2022-06-28 --approved-by 刘和平
