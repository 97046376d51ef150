CREATE TABLE public.xlperf_arrivals (
    id integer NOT NULL,
    round integer NOT NULL,
    name character varying(400) NOT NULL,
    digest character varying(64) NOT NULL,
    unit character varying(64) NOT NULL,
    number integer NOT NULL,
    file text NOT NULL,
    received_at character varying(32) NOT NULL,
    modified_at character varying(32),
    late boolean NOT NULL,
    verdict character varying(32) NOT NULL,
    edition integer NOT NULL,
    errors integer NOT NULL,
    warnings integer NOT NULL,
    reasons text NOT NULL
);

CREATE SEQUENCE public.xlperf_arrivals_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_arrivals_id_seq OWNED BY public.xlperf_arrivals.id;

CREATE TABLE public.xlperf_changes (
    id integer NOT NULL,
    round integer NOT NULL,
    unit character varying(64) NOT NULL,
    number integer NOT NULL,
    kind character varying(32) NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    field text NOT NULL,
    before text NOT NULL,
    answer text NOT NULL,
    now text NOT NULL
);

CREATE SEQUENCE public.xlperf_changes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_changes_id_seq OWNED BY public.xlperf_changes.id;

CREATE TABLE public.xlperf_editions (
    id integer NOT NULL,
    round integer NOT NULL,
    number integer NOT NULL,
    form text NOT NULL,
    master text NOT NULL,
    made_at character varying(32) NOT NULL
);

CREATE SEQUENCE public.xlperf_editions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_editions_id_seq OWNED BY public.xlperf_editions.id;

CREATE TABLE public.xlperf_events (
    id integer NOT NULL,
    round integer NOT NULL,
    at character varying(32) NOT NULL,
    by text NOT NULL,
    action character varying(32) NOT NULL,
    unit character varying(64) NOT NULL,
    detail text NOT NULL
);

CREATE SEQUENCE public.xlperf_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_events_id_seq OWNED BY public.xlperf_events.id;

CREATE TABLE public.xlperf_issues (
    id integer NOT NULL,
    round integer NOT NULL,
    unit character varying(64) NOT NULL,
    unit_name text NOT NULL,
    number integer NOT NULL,
    edition integer NOT NULL,
    file text NOT NULL,
    digest character varying(64) NOT NULL,
    issued_at character varying(32) NOT NULL,
    source integer NOT NULL
);

CREATE SEQUENCE public.xlperf_issues_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_issues_id_seq OWNED BY public.xlperf_issues.id;

CREATE TABLE public.xlperf_rounds (
    id integer NOT NULL,
    name character varying(200) NOT NULL,
    due character varying(10) NOT NULL,
    contact text NOT NULL,
    begun_at character varying(32) NOT NULL
);

CREATE SEQUENCE public.xlperf_rounds_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_rounds_id_seq OWNED BY public.xlperf_rounds.id;

CREATE TABLE public.xlperf_rulings (
    id integer NOT NULL,
    round integer NOT NULL,
    unit character varying(64) NOT NULL,
    arrival integer NOT NULL,
    verdict character varying(32),
    counts boolean NOT NULL,
    reason text NOT NULL,
    by text NOT NULL,
    at character varying(32) NOT NULL
);

CREATE SEQUENCE public.xlperf_rulings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_rulings_id_seq OWNED BY public.xlperf_rulings.id;

CREATE TABLE public.xlperf_schema (
    version integer NOT NULL
);

CREATE SEQUENCE public.xlperf_schema_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_schema_version_seq OWNED BY public.xlperf_schema.version;

CREATE TABLE public.xlperf_withdrawals (
    id integer NOT NULL,
    round integer NOT NULL,
    unit character varying(64) NOT NULL,
    reason text NOT NULL,
    by text NOT NULL,
    at character varying(32) NOT NULL
);

CREATE SEQUENCE public.xlperf_withdrawals_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.xlperf_withdrawals_id_seq OWNED BY public.xlperf_withdrawals.id;

ALTER TABLE ONLY public.xlperf_arrivals ALTER COLUMN id SET DEFAULT nextval('public.xlperf_arrivals_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_changes ALTER COLUMN id SET DEFAULT nextval('public.xlperf_changes_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_editions ALTER COLUMN id SET DEFAULT nextval('public.xlperf_editions_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_events ALTER COLUMN id SET DEFAULT nextval('public.xlperf_events_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_issues ALTER COLUMN id SET DEFAULT nextval('public.xlperf_issues_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_rounds ALTER COLUMN id SET DEFAULT nextval('public.xlperf_rounds_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_rulings ALTER COLUMN id SET DEFAULT nextval('public.xlperf_rulings_id_seq'::regclass);

ALTER TABLE ONLY public.xlperf_schema ALTER COLUMN version SET DEFAULT nextval('public.xlperf_schema_version_seq'::regclass);

ALTER TABLE ONLY public.xlperf_withdrawals ALTER COLUMN id SET DEFAULT nextval('public.xlperf_withdrawals_id_seq'::regclass);

INSERT INTO public.xlperf_arrivals VALUES (4, 1, '990004 盖章版.xlsx', '508e4fbf40913926b9c56c23262e221fdbf52c2e387e8cca2e13d495ef375a99', '990004', 1, 'received/990004/20230308T080000Z-508e4fbf4091.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 1, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (5, 1, '会议通知.xlsx', '6c24c6d85cd65a70edc5ea96302c2081d9de46b56fb13c2996f195bdc038d8ef', '', 0, 'received/unrecognised/20230308T080000Z-6c24c6d85cd6.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'unrecognised', 1, 1, 0, '错误 没有找到任何一张能认出的绩效目标表。请确认发的是绩效目标表；表头文字应与表单一致，或用 --form 指明表单。〔form.none〕');
INSERT INTO public.xlperf_arrivals VALUES (6, 1, '去年的表.xlsx', '53bb29a3c074fd71ff6964414f7f036957f9adb1f1425a923de55f78236a3a50', '990008', 1, 'received/990008/20230308T080000Z-53bb29a3c074.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'other-round', 1, 0, 0, '是另一轮的：文件是“2022年绩效自评”发的，本轮是“2023年绩效目标”');
INSERT INTO public.xlperf_arrivals VALUES (8, 1, '损坏.xlsx', '2639278cc4d93e76684c87e832146e945e647d96a18fff22e33f8f40a46501b3', '', 0, 'received/unrecognised/20230308T080000Z-2639278cc4d9.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'unreadable', 1, 1, 0, '错误 文件不完整，只传了一部分。请重新发送；传输前最好压缩。〔file.truncated〕');
INSERT INTO public.xlperf_arrivals VALUES (9, 1, '990005 空表.xlsx', '70776aea9e296d5948ec6bb437e98a62c96eff96801135772059663aed965233', '990005', 1, 'received/990005/20230308T080000Z-70776aea9e29.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'sent-back', 1, 15, 0, '这是下发的空表，没有填过
错误 1.社区图书角!C7 “预算规模及资金用途”为必填项，现为空白。〔required.blank〕
错误 1.社区图书角!C10 “绩效目标”为必填项，现为空白。〔required.blank〕
错误 1.社区图书角!G9 “12月底”为必填项，现为空白。〔required.blank〕
错误 1.社区图书角 没有“数量指标”（产出指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“质量指标”（产出指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“时效指标”（产出指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“成本指标”（产出指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“经济效益指标”（效益指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“社会效益指标”（效益指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“生态效益指标”（效益指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“可持续影响指标”（效益指标）的指标。〔indicators.level2-missing〕
错误 1.社区图书角 没有“服务对象满意度指标”（满意度指标）的指标。〔indicators.level2-missing〕
错误 部门整体绩效目标 “总体绩效目标”为必填项，现为空白。〔unit.blank〕
错误 部门整体绩效目标 “工作保障措施”为必填项，现为空白。〔unit.blank〕
错误 部门整体绩效目标 项目“社区图书角”（13081123P00000510001P）没有分项绩效目标。〔goals.missing〕');
INSERT INTO public.xlperf_arrivals VALUES (10, 1, '990007 已填.xlsx', '5cb4c9f7901476bcaf590cb6d5e11ac438ca3c7f19c07b796405c2b3c2a0da1e', '990007', 1, 'received/990007/20230308T080000Z-5cb4c9f79014.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 1, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (11, 1, '说明.txt', '6adedaa0bc2e7faa6461dfa2fe84bf6f005b5507f7afeb352009f47a93b7eec2', '', 0, 'received/unrecognised/20230308T080000Z-6adedaa0bc2e.txt', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'unreadable', 1, 1, 0, '错误 是文本文件（如 .csv），没有表格的样式和标识。请用 Excel、WPS 或 LibreOffice 打开发下的工作簿，另存为 .xlsx 后再报。〔file.text〕');
INSERT INTO public.xlperf_arrivals VALUES (12, 1, '990001 改.xlsx', '85a5a31468d102c6c72765341e7830e1524875652ae5d4d3ac228a82262c6134', '990001', 1, 'received/990001/20230313T080000Z-85a5a31468d1.xlsx', '2023-03-13T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 1, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (2, 1, '990001 示例单位1.xlsx', '2e323359b6e2b8cdbc78207c69d6e2dfeb46bdac344e9281a62c19b40c2fe9af', '990001', 1, 'received/990001/20230308T080000Z-2e323359b6e2.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'sent-back', 2, 1, 0, '填的是第 1 次下发的表，现在是第 2 次；xlperf sync --round 可把填好的内容移到新表
错误 1.社区体育角!C5 项目 13081123P000011100018（社区体育角）不在批复的预算里〔master.extra〕');
INSERT INTO public.xlperf_arrivals VALUES (13, 1, '990005 补报.xlsx', 'af73ebfc6ffdc39e2142b78432f22ae234ec83536c7b244714a2cd08e15768fc', '990005', 1, 'received/990005/20230313T080000Z-af73ebfc6ffd.xlsx', '2023-03-13T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'sent-back', 2, 1, 0, '错误 1.社区图书角!C10 “绩效目标”仍是表中的提示文字“目标内容1”，没有填写实际目标。〔goal.placeholder〕');
INSERT INTO public.xlperf_arrivals VALUES (1, 1, '125003.xlsx', '6013b34b53c903f71368b5594192245665b06262f54cf4060cd36ac81d01cce7', '125003', 1, 'received/125003/20230308T080000Z-6013b34b53c9.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'sent-back', 2, 5, 1, '填的是第 1 次下发的表，现在是第 2 次；xlperf sync --round 可把填好的内容移到新表
错误 1.公园步道维护!D6 发下的预算数是“36.00”，现为“63.00”〔issued.changed〕
错误 1.公园步道维护!F6 发下的其中：财政资金是“36.00”，现为“63.00”〔issued.changed〕
错误 2.街道绿化补植!F9 10月底的累计支出计划是 50%，低于6月底的 60%；累计数不会下降。〔plan.falls〕
错误 1.公园步道维护!D6 预算数应为 45.00 万元，报来 63.00，差 18.00〔master.budget〕
错误 1.公园步道维护!F6 财政资金应为 45.00 万元，报来 63.00，差 18.00〔master.fiscal〕
警告 2.街道绿化补植!I14 “补植及时性”的指标值“及时”既没有数字，也没有可以衡量的程度。〔indicators.value-vague〕');
INSERT INTO public.xlperf_arrivals VALUES (14, 1, '125003 第二次.xlsx', '94edb5d62b848c811ba2d6c0e1df5b3faa2c1de45ae554458bbba6bd6fd608ed', '125003', 2, 'received/125003/20230315T080000Z-94edb5d62b84.xlsx', '2023-03-15T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted-with-findings', 2, 0, 1, '警告 2.街道绿化补植!I14 “补植及时性”的指标值“及时”既没有数字，也没有可以衡量的程度。〔indicators.value-vague〕');
INSERT INTO public.xlperf_arrivals VALUES (15, 1, '990004 再报.xls', '86dafa559058b763d7dbd6d858e7bdd5470abc33528cf33f061ffc3180ec0be6', '990004', 1, 'received/990004/20230315T080000Z-86dafa559058.xls', '2023-03-15T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 2, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (7, 1, '图书馆报送.xlsx', 'c2abdbd562221e9d9f56dd457bea0b10b49a3ab79e23d641276c8688f3bd326b', '125002', 1, 'received/125002/20230308T080000Z-c2abdbd56222.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 2, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (3, 1, '990004 盖章版 (1).xlsx', '508e4fbf40913926b9c56c23262e221fdbf52c2e387e8cca2e13d495ef375a99', '990004', 1, 'received/990004/20230308T080000Z-508e4fbf4091.xlsx', '2023-03-08T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 2, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (16, 1, '990009 新单位.xlsx', '45e0b89464ecafcf07f217603ab2fbec50d53f7e3e07f84f37895a1788decfb9', '990009', 1, 'received/990009/20230315T080000Z-45e0b89464ec.xlsx', '2023-03-15T08:00:00+00:00', '2023-03-07T02:00:00+00:00', false, 'accepted', 2, 0, 0, '');
INSERT INTO public.xlperf_arrivals VALUES (17, 1, '990006 迟交.ods', '8fb6ab73c77793c240c23129611594cb88211a3c98ff344db22827fbbfa13deb', '990006', 1, 'received/990006/20230317T010000Z-8fb6ab73c777.ods', '2023-03-17T01:00:00+00:00', '2023-03-07T02:00:00+00:00', true, 'accepted', 2, 0, 0, '');

INSERT INTO public.xlperf_changes VALUES (1, 1, '990001', 2, 'aside', '13081123P000011100018', '社区体育角', '', '', '', '');
INSERT INTO public.xlperf_changes VALUES (2, 1, '990001', 2, 'removed', '13081123P000011100018', '社区体育角', '', '', '', '');
INSERT INTO public.xlperf_changes VALUES (3, 1, '990001', 2, 'aside', '13081123P000011100018', '社区体育角', 'goals.text', '', '社区体育角惠及千人。', '');
INSERT INTO public.xlperf_changes VALUES (4, 1, '125003', 2, 'conflict', '13081123P000301100018', '公园步道维护', 'budget', '36.00', '63.00', '45.00');
INSERT INTO public.xlperf_changes VALUES (5, 1, '125003', 2, 'conflict', '13081123P000301100018', '公园步道维护', 'fiscal', '36.00', '63.00', '45.00');

INSERT INTO public.xlperf_editions VALUES (1, 1, 1, '# 河北省 2023 年部门预算项目绩效目标表，照公开的预算绩效文本原样画出。
# 相邻的相同文字是一个合并单元格；{字段} 由单位填写或由预算带入；[字段] 所在的行可以重复。
name    = "hebei-2023"
title   = "部门预算绩效目标"
version = "1"
year    = 2023
money   = { unit = "万元", places = 2 }
order   = "name"          # 目录按项目名称的国标码（拼音）排列；也可以写 "code" 或 "master"

signs        = ["≥", "≤", "＝", "＞", "＜", "定性", "定量（其他）", "不适用"]
units        = ["百分比", "%", "个", "次", "人", "人次", "户", "件", "份", "册", "株", "类", "项", "天", "日", "小时", "月", "年", "元", "万元", "元/人", "平方米", "公里", "台", "套", "场", "期", "篇", "分"]
placeholders = ["目标内容1", "1.目标内容1", "目标内容2"]
graded       = ["优", "良", "中", "差", "好", "较好", "一般", "明显", "显著", "有所提高", "有所改善", "提高", "提升", "达标", "合格", "完成", "畅通"]

[project]
title    = "{name}绩效目标表"
required = ["purpose", "plan.dec", "goal", "level1", "level2", "level3", "description", "value", "basis"]
rows     = "taxonomy"     # 每个二级指标先给一行
spare    = 6              # 之后再给几行备用
split    = { value = ["sign", "number", "unit"] }
widths   = { level1 = 13, level2 = 17, level3 = 19, sign = 7, number = 9, unit = 14, basis = 22 }
drawing  = """
| 项目编码           | {code}     | {code}     | 项目名称       | {name}        | {name}     | {name}         |
| 预算规模及资金用途 | 预算数     | {budget}   | 其中：财政资金 | {fiscal}      | 其他资金   | {other}        |
| 预算规模及资金用途 | {purpose}  | {purpose}  | {purpose}      | {purpose}     | {purpose}  | {purpose}      |
| 资金支出计划（%）  | 3月底      | 3月底      | 6月底          | 10月底        | 12月底     | 12月底         |
| 资金支出计划（%）  | {plan.mar} | {plan.mar} | {plan.jun}     | {plan.oct}    | {plan.dec} | {plan.dec}     |
| 绩效目标           | {goal}     | {goal}     | {goal}         | {goal}        | {goal}     | {goal}         |
| 一级指标           | 二级指标   | 三级指标   | 绩效指标描述   | 绩效指标描述  | 指标值     | 指标值确定依据 |
| [level1]           | [level2]   | [level3]   | [description]  | [description] | [value]    | [basis]        |
"""

[unit]
title    = "部门整体绩效目标"
required = ["overall", "goals.text", "safeguards"]
rows     = { overall = 6, safeguards = 9 }
widths   = { goals.project = 26 }
drawing  = """
| 总体绩效目标 | [overall]       | [overall]    | [overall]    | [overall]    |
| 分项绩效目标 | 项目            | 目标内容     | 目标内容     | 目标内容     |
| 分项绩效目标 | [goals.project] | [goals.text] | [goals.text] | [goals.text] |
| 工作保障措施 | [safeguards]    | [safeguards] | [safeguards] | [safeguards] |
"""

[taxonomy]
"产出指标"   = ["数量指标", "质量指标", "时效指标", "成本指标"]
"效益指标"   = ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]
"满意度指标" = ["服务对象满意度指标"]

[aliases]
"项目编码"           = ["项目代码", "编码"]
"项目名称"           = ["名称"]
"预算规模及资金用途" = ["预算规模和资金用途"]
"预算数"             = ["预算金额", "预算数（万元）"]
"其中：财政资金"     = ["财政资金", "其中财政资金"]
"3月底"              = ["3月末", "三月底"]
"6月底"              = ["6月末", "六月底"]
"10月底"             = ["10月末", "十月底"]
"12月底"             = ["12月末", "十二月底"]
"资金支出计划（%）"  = ["资金支出计划", "支出计划（%）"]
"绩效指标描述"       = ["指标描述"]
"指标值"             = ["绩效指标值", "目标值"]
"指标值确定依据"     = ["确定依据", "指标值依据"]

[code]
pattern = "[0-9]{6}[0-9]{2}[A-Z][0-9]{6}[0-9]{5}[0-9A-Z]"
shape   = "21 位：6 位财政区划、2 位年份、1 位类型字母、6 位序号、5 位、1 位校验"
check   = "mod31"         # 由 13 个真实编码推得，只作提醒

[library]
"数量指标"           = ["服务人次", "补助人数", "开展活动次数", "设备购置数量"]
"质量指标"           = ["验收合格率", "服务质量达标率", "系统正常运行率"]
"时效指标"           = ["资金支付及时率", "任务按期完成率"]
"成本指标"           = ["项目总成本控制", "单位成本"]
"社会效益指标"       = ["政策知晓率", "受益群众覆盖率"]
"服务对象满意度指标" = ["受益群众满意度", "服务对象满意度"]

[levels]
"code.check" = "warning"
', '{"money":{"unit":"万元","places":2},"units":[{"unit":{"code":"990001","name":"示例单位1"},"projects":[{"code":"13081123P000001100011","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}},{"code":"13081123P000011100018","name":"社区体育角","budget":"8.80","fiscal":"8.80","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"125002","name":"示例单位甲（虚构）"},"projects":[{"code":"13081123P00020110001G","name":"图书馆夜间开放","budget":"36.00","fiscal":"30.00","other":"6.00","purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}},{"code":"13081123P000202100016","name":"特色资料数字化","budget":"18.50","fiscal":"18.50","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"125003","name":"示例单位乙（虚构）"},"projects":[{"code":"13081123P000301100018","name":"公园步道维护","budget":"36.00","fiscal":"36.00","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}},{"code":"13081123P00030210001X","name":"街道绿化补植","budget":"24.60","fiscal":"20.00","other":"4.60","purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990004","name":"示例单位4"},"projects":[{"code":"13081123P000004100012","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990005","name":"示例单位5"},"projects":[{"code":"13081123P00000510001P","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990006","name":"示例单位6"},"projects":[{"code":"13081123P00000610001D","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990007","name":"示例单位7"},"projects":[{"code":"13081123P000007100013","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990008","name":"示例单位8"},"projects":[{"code":"13081123P00000810001Q","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}}]}', '2023-03-01T01:00:00+00:00');
INSERT INTO public.xlperf_editions VALUES (2, 1, 2, '# 河北省 2023 年部门预算项目绩效目标表，照公开的预算绩效文本原样画出。
# 相邻的相同文字是一个合并单元格；{字段} 由单位填写或由预算带入；[字段] 所在的行可以重复。
name    = "hebei-2023"
title   = "部门预算绩效目标"
version = "1"
year    = 2023
money   = { unit = "万元", places = 2 }
order   = "name"          # 目录按项目名称的国标码（拼音）排列；也可以写 "code" 或 "master"

signs        = ["≥", "≤", "＝", "＞", "＜", "定性", "定量（其他）", "不适用"]
units        = ["百分比", "%", "个", "次", "人", "人次", "户", "件", "份", "册", "株", "类", "项", "天", "日", "小时", "月", "年", "元", "万元", "元/人", "平方米", "公里", "台", "套", "场", "期", "篇", "分"]
placeholders = ["目标内容1", "1.目标内容1", "目标内容2"]
graded       = ["优", "良", "中", "差", "好", "较好", "一般", "明显", "显著", "有所提高", "有所改善", "提高", "提升", "达标", "合格", "完成", "畅通"]

[project]
title    = "{name}绩效目标表"
required = ["purpose", "plan.dec", "goal", "level1", "level2", "level3", "description", "value", "basis"]
rows     = "taxonomy"     # 每个二级指标先给一行
spare    = 6              # 之后再给几行备用
split    = { value = ["sign", "number", "unit"] }
widths   = { level1 = 13, level2 = 17, level3 = 19, sign = 7, number = 9, unit = 14, basis = 22 }
drawing  = """
| 项目编码           | {code}     | {code}     | 项目名称       | {name}        | {name}     | {name}         |
| 预算规模及资金用途 | 预算数     | {budget}   | 其中：财政资金 | {fiscal}      | 其他资金   | {other}        |
| 预算规模及资金用途 | {purpose}  | {purpose}  | {purpose}      | {purpose}     | {purpose}  | {purpose}      |
| 资金支出计划（%）  | 3月底      | 3月底      | 6月底          | 10月底        | 12月底     | 12月底         |
| 资金支出计划（%）  | {plan.mar} | {plan.mar} | {plan.jun}     | {plan.oct}    | {plan.dec} | {plan.dec}     |
| 绩效目标           | {goal}     | {goal}     | {goal}         | {goal}        | {goal}     | {goal}         |
| 一级指标           | 二级指标   | 三级指标   | 绩效指标描述   | 绩效指标描述  | 指标值     | 指标值确定依据 |
| [level1]           | [level2]   | [level3]   | [description]  | [description] | [value]    | [basis]        |
"""

[unit]
title    = "部门整体绩效目标"
required = ["overall", "goals.text", "safeguards"]
rows     = { overall = 6, safeguards = 9 }
widths   = { goals.project = 26 }
drawing  = """
| 总体绩效目标 | [overall]       | [overall]    | [overall]    | [overall]    |
| 分项绩效目标 | 项目            | 目标内容     | 目标内容     | 目标内容     |
| 分项绩效目标 | [goals.project] | [goals.text] | [goals.text] | [goals.text] |
| 工作保障措施 | [safeguards]    | [safeguards] | [safeguards] | [safeguards] |
"""

[taxonomy]
"产出指标"   = ["数量指标", "质量指标", "时效指标", "成本指标"]
"效益指标"   = ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]
"满意度指标" = ["服务对象满意度指标"]

[aliases]
"项目编码"           = ["项目代码", "编码"]
"项目名称"           = ["名称"]
"预算规模及资金用途" = ["预算规模和资金用途"]
"预算数"             = ["预算金额", "预算数（万元）"]
"其中：财政资金"     = ["财政资金", "其中财政资金"]
"3月底"              = ["3月末", "三月底"]
"6月底"              = ["6月末", "六月底"]
"10月底"             = ["10月末", "十月底"]
"12月底"             = ["12月末", "十二月底"]
"资金支出计划（%）"  = ["资金支出计划", "支出计划（%）"]
"绩效指标描述"       = ["指标描述"]
"指标值"             = ["绩效指标值", "目标值"]
"指标值确定依据"     = ["确定依据", "指标值依据"]

[code]
pattern = "[0-9]{6}[0-9]{2}[A-Z][0-9]{6}[0-9]{5}[0-9A-Z]"
shape   = "21 位：6 位财政区划、2 位年份、1 位类型字母、6 位序号、5 位、1 位校验"
check   = "mod31"         # 由 13 个真实编码推得，只作提醒

[library]
"数量指标"           = ["服务人次", "补助人数", "开展活动次数", "设备购置数量"]
"质量指标"           = ["验收合格率", "服务质量达标率", "系统正常运行率"]
"时效指标"           = ["资金支付及时率", "任务按期完成率"]
"成本指标"           = ["项目总成本控制", "单位成本"]
"社会效益指标"       = ["政策知晓率", "受益群众覆盖率"]
"服务对象满意度指标" = ["受益群众满意度", "服务对象满意度"]

[levels]
"code.check" = "warning"
', '{"money":{"unit":"万元","places":2},"units":[{"unit":{"code":"990001","name":"示例单位1"},"projects":[{"code":"13081123P000001100011","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"125002","name":"示例单位甲（虚构）"},"projects":[{"code":"13081123P00020110001G","name":"图书馆夜间开放","budget":"36.00","fiscal":"30.00","other":"6.00","purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}},{"code":"13081123P000202100016","name":"特色资料数字化","budget":"18.50","fiscal":"18.50","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"125003","name":"示例单位乙（虚构）"},"projects":[{"code":"13081123P000301100018","name":"公园步道维护","budget":"45.00","fiscal":"45.00","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}},{"code":"13081123P00030210001X","name":"街道绿化补植","budget":"24.60","fiscal":"20.00","other":"4.60","purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990004","name":"示例单位4"},"projects":[{"code":"13081123P000004100012","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990005","name":"示例单位5"},"projects":[{"code":"13081123P00000510001P","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990006","name":"示例单位6"},"projects":[{"code":"13081123P00000610001D","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990008","name":"示例单位8"},"projects":[{"code":"13081123P00000810001Q","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}},{"unit":{"code":"990009","name":"示例单位9"},"projects":[{"code":"13081123P00000910001E","name":"社区图书角","budget":"12.34","fiscal":"12.34","other":null,"purpose":"","plan":{"points":[]},"goal":"","indicators":[],"extra":{}}],"part":{"overall":[],"goals":[],"safeguards":[]}}]}', '2023-03-14T02:00:00+00:00');

INSERT INTO public.xlperf_events VALUES (1, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'begun', '', '2023-03-15');
INSERT INTO public.xlperf_events VALUES (2, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'edition', '', 'hebei-2023 1, 8 units, 197.94');
INSERT INTO public.xlperf_events VALUES (3, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990001', '1 outbox/990001 示例单位1.xlsx 0d9927816edc');
INSERT INTO public.xlperf_events VALUES (4, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '125002', '1 outbox/125002 示例单位甲（虚构）.xlsx 6970b8d0418d');
INSERT INTO public.xlperf_events VALUES (5, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '125003', '1 outbox/125003 示例单位乙（虚构）.xlsx 5bf03ce7032c');
INSERT INTO public.xlperf_events VALUES (6, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990004', '1 outbox/990004 示例单位4.xlsx 98ad887fdf2a');
INSERT INTO public.xlperf_events VALUES (7, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990005', '1 outbox/990005 示例单位5.xlsx 70776aea9e29');
INSERT INTO public.xlperf_events VALUES (8, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990006', '1 outbox/990006 示例单位6.xlsx 7c5fa194981e');
INSERT INTO public.xlperf_events VALUES (9, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990007', '1 outbox/990007 示例单位7.xlsx 2ce9d03b0536');
INSERT INTO public.xlperf_events VALUES (10, 1, '2023-03-01T01:00:00+00:00', '示例经办人', 'issued', '990008', '1 outbox/990008 示例单位8.xlsx 4d0abcc483eb');
INSERT INTO public.xlperf_events VALUES (11, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '125003', '125003.xlsx sent-back');
INSERT INTO public.xlperf_events VALUES (12, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990001', '990001 示例单位1.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (13, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990004', '990004 盖章版 (1).xlsx accepted');
INSERT INTO public.xlperf_events VALUES (14, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990004', '990004 盖章版.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (15, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '', '会议通知.xlsx unrecognised');
INSERT INTO public.xlperf_events VALUES (16, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990008', '去年的表.xlsx other-round');
INSERT INTO public.xlperf_events VALUES (17, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '125002', '图书馆报送.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (18, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '', '损坏.xlsx unreadable');
INSERT INTO public.xlperf_events VALUES (19, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990005', '990005 空表.xlsx sent-back');
INSERT INTO public.xlperf_events VALUES (20, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '990007', '990007 已填.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (21, 1, '2023-03-08T08:00:00+00:00', '示例经办人', 'received', '', '说明.txt unreadable');
INSERT INTO public.xlperf_events VALUES (22, 1, '2023-03-13T08:00:00+00:00', '示例经办人', 'received', '990001', '990001 改.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (23, 1, '2023-03-13T08:00:00+00:00', '示例经办人', 'received', '990005', '990005 补报.xlsx sent-back');
INSERT INTO public.xlperf_events VALUES (24, 1, '2023-03-13T09:00:00+00:00', '示例经办人', 'overruled', '990001', '2 counts: 单位来电：以先发的一份为准');
INSERT INTO public.xlperf_events VALUES (25, 1, '2023-03-13T09:00:00+00:00', '示例经办人', 'overruled', '125002', '7 accepted-with-findings: 局务会同意先采用，年中补报');
INSERT INTO public.xlperf_events VALUES (26, 1, '2023-03-13T09:00:00+00:00', '示例经办人', 'overruled', '990004', '3 sent-back: 附件与系统不符，退回');
INSERT INTO public.xlperf_events VALUES (27, 1, '2023-03-13T10:00:00+00:00', '示例经办人', 'withdrawn', '990007', '机构撤并，不再上报');
INSERT INTO public.xlperf_events VALUES (28, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'edition', '', 'hebei-2023 1, 8 units, 198.14');
INSERT INTO public.xlperf_events VALUES (29, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'issued', '990009', '1 outbox/edition-2/990009 示例单位9.xlsx 9f7a379ac678');
INSERT INTO public.xlperf_events VALUES (30, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'issued', '990001', '2 outbox/edition-2/990001 示例单位1.xlsx 8f117c7880c9');
INSERT INTO public.xlperf_events VALUES (31, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'changed', '990001', '2 aside 13081123P000011100018');
INSERT INTO public.xlperf_events VALUES (32, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'changed', '990001', '2 removed 13081123P000011100018');
INSERT INTO public.xlperf_events VALUES (33, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'changed', '990001', '2 aside 13081123P000011100018 goals.text');
INSERT INTO public.xlperf_events VALUES (34, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'judged', '990001', '2 accepted → sent-back');
INSERT INTO public.xlperf_events VALUES (35, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'issued', '125003', '2 outbox/edition-2/125003 示例单位乙（虚构）.xlsx 93bb525a7d80');
INSERT INTO public.xlperf_events VALUES (36, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'changed', '125003', '2 conflict 13081123P000301100018 budget');
INSERT INTO public.xlperf_events VALUES (37, 1, '2023-03-14T02:00:00+00:00', '示例经办人', 'changed', '125003', '2 conflict 13081123P000301100018 fiscal');
INSERT INTO public.xlperf_events VALUES (38, 1, '2023-03-15T08:00:00+00:00', '示例经办人', 'received', '125003', '125003 第二次.xlsx accepted-with-findings');
INSERT INTO public.xlperf_events VALUES (39, 1, '2023-03-15T08:00:00+00:00', '示例经办人', 'received', '990004', '990004 再报.xls accepted');
INSERT INTO public.xlperf_events VALUES (40, 1, '2023-03-15T08:00:00+00:00', '示例经办人', 'received', '990009', '990009 新单位.xlsx accepted');
INSERT INTO public.xlperf_events VALUES (41, 1, '2023-03-17T01:00:00+00:00', '示例经办人', 'received', '990006', '990006 迟交.ods accepted');

INSERT INTO public.xlperf_issues VALUES (1, 1, '990001', '示例单位1', 1, 1, 'outbox/990001 示例单位1.xlsx', '0d9927816edc8edbbb7a67ada64f0130408c701a8903a6cef9d181e44d8890a2', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (2, 1, '125002', '示例单位甲（虚构）', 1, 1, 'outbox/125002 示例单位甲（虚构）.xlsx', '6970b8d0418d9e47c60f5d3b7fdd67ac59a127ca32fab5e718b378fbf3b95fc7', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (3, 1, '125003', '示例单位乙（虚构）', 1, 1, 'outbox/125003 示例单位乙（虚构）.xlsx', '5bf03ce7032c1f7fc2b832c1a33b218855aac57f5c9cb7b2201e2c8893b67011', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (4, 1, '990004', '示例单位4', 1, 1, 'outbox/990004 示例单位4.xlsx', '98ad887fdf2a31898daf19eba9862009562cdc222227d131a050cc5bf6e5444a', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (5, 1, '990005', '示例单位5', 1, 1, 'outbox/990005 示例单位5.xlsx', '70776aea9e296d5948ec6bb437e98a62c96eff96801135772059663aed965233', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (6, 1, '990006', '示例单位6', 1, 1, 'outbox/990006 示例单位6.xlsx', '7c5fa194981edcf4d48649b732eff38e00fea93762f5a1672980abf38c345547', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (7, 1, '990007', '示例单位7', 1, 1, 'outbox/990007 示例单位7.xlsx', '2ce9d03b0536ba8cce2dca2a029ccff87640579b7720b441673ce3b730e8e230', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (8, 1, '990008', '示例单位8', 1, 1, 'outbox/990008 示例单位8.xlsx', '4d0abcc483eb2c946f48571a0019bbb0c12940a40b1e9bd6439a8888609d62b8', '2023-03-01T01:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (9, 1, '990009', '示例单位9', 1, 2, 'outbox/edition-2/990009 示例单位9.xlsx', '9f7a379ac678947cad954b855f0ec39c636e8c3a2cbe6f651bb97dba2d636898', '2023-03-14T02:00:00+00:00', 0);
INSERT INTO public.xlperf_issues VALUES (10, 1, '990001', '示例单位1', 2, 2, 'outbox/edition-2/990001 示例单位1.xlsx', '8f117c7880c98ce615511b1322122b691869d15d83a1599e156e7d74d82dcac2', '2023-03-14T02:00:00+00:00', 2);
INSERT INTO public.xlperf_issues VALUES (11, 1, '125003', '示例单位乙（虚构）', 2, 2, 'outbox/edition-2/125003 示例单位乙（虚构）.xlsx', '93bb525a7d804eb1ba3aad93e1988cbc948903edd11386a7c473a92e7cac0505', '2023-03-14T02:00:00+00:00', 1);

INSERT INTO public.xlperf_rounds VALUES (1, '2023年绩效目标', '2023-03-15', '预算绩效科 8123456', '2023-03-01T01:00:00+00:00');

INSERT INTO public.xlperf_rulings VALUES (1, 1, '990001', 2, NULL, true, '单位来电：以先发的一份为准', '示例经办人', '2023-03-13T09:00:00+00:00');
INSERT INTO public.xlperf_rulings VALUES (2, 1, '125002', 7, 'accepted-with-findings', false, '局务会同意先采用，年中补报', '示例经办人', '2023-03-13T09:00:00+00:00');
INSERT INTO public.xlperf_rulings VALUES (3, 1, '990004', 3, 'sent-back', false, '附件与系统不符，退回', '示例经办人', '2023-03-13T09:00:00+00:00');

INSERT INTO public.xlperf_schema VALUES (1);

INSERT INTO public.xlperf_withdrawals VALUES (1, 1, '990007', '机构撤并，不再上报', '示例经办人', '2023-03-13T10:00:00+00:00');

SELECT pg_catalog.setval('public.xlperf_arrivals_id_seq', 17, true);

SELECT pg_catalog.setval('public.xlperf_changes_id_seq', 5, true);

SELECT pg_catalog.setval('public.xlperf_editions_id_seq', 2, true);

SELECT pg_catalog.setval('public.xlperf_events_id_seq', 41, true);

SELECT pg_catalog.setval('public.xlperf_issues_id_seq', 11, true);

SELECT pg_catalog.setval('public.xlperf_rounds_id_seq', 1, true);

SELECT pg_catalog.setval('public.xlperf_rulings_id_seq', 3, true);

SELECT pg_catalog.setval('public.xlperf_schema_version_seq', 1, false);

SELECT pg_catalog.setval('public.xlperf_withdrawals_id_seq', 1, true);

ALTER TABLE ONLY public.xlperf_arrivals
    ADD CONSTRAINT xlperf_arrivals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_arrivals
    ADD CONSTRAINT xlperf_arrivals_round_digest_name_key UNIQUE (round, digest, name);

ALTER TABLE ONLY public.xlperf_changes
    ADD CONSTRAINT xlperf_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_editions
    ADD CONSTRAINT xlperf_editions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_editions
    ADD CONSTRAINT xlperf_editions_round_number_key UNIQUE (round, number);

ALTER TABLE ONLY public.xlperf_events
    ADD CONSTRAINT xlperf_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_issues
    ADD CONSTRAINT xlperf_issues_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_issues
    ADD CONSTRAINT xlperf_issues_round_unit_number_key UNIQUE (round, unit, number);

ALTER TABLE ONLY public.xlperf_rounds
    ADD CONSTRAINT xlperf_rounds_name_key UNIQUE (name);

ALTER TABLE ONLY public.xlperf_rounds
    ADD CONSTRAINT xlperf_rounds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_rulings
    ADD CONSTRAINT xlperf_rulings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_schema
    ADD CONSTRAINT xlperf_schema_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.xlperf_withdrawals
    ADD CONSTRAINT xlperf_withdrawals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.xlperf_withdrawals
    ADD CONSTRAINT xlperf_withdrawals_round_unit_key UNIQUE (round, unit);

CREATE INDEX ix_xlperf_arrivals_round ON public.xlperf_arrivals USING btree (round);

CREATE INDEX ix_xlperf_arrivals_unit ON public.xlperf_arrivals USING btree (unit);

CREATE INDEX ix_xlperf_changes_round ON public.xlperf_changes USING btree (round);

CREATE INDEX ix_xlperf_editions_round ON public.xlperf_editions USING btree (round);

CREATE INDEX ix_xlperf_events_round ON public.xlperf_events USING btree (round);

CREATE INDEX ix_xlperf_issues_round ON public.xlperf_issues USING btree (round);

CREATE INDEX ix_xlperf_rulings_round ON public.xlperf_rulings USING btree (round);

CREATE INDEX ix_xlperf_withdrawals_round ON public.xlperf_withdrawals USING btree (round);

ALTER TABLE ONLY public.xlperf_arrivals
    ADD CONSTRAINT xlperf_arrivals_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_changes
    ADD CONSTRAINT xlperf_changes_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_editions
    ADD CONSTRAINT xlperf_editions_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_events
    ADD CONSTRAINT xlperf_events_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_issues
    ADD CONSTRAINT xlperf_issues_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_rulings
    ADD CONSTRAINT xlperf_rulings_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);

ALTER TABLE ONLY public.xlperf_withdrawals
    ADD CONSTRAINT xlperf_withdrawals_round_fkey FOREIGN KEY (round) REFERENCES public.xlperf_rounds(id);
