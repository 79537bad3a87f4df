package cn.mingbai.quizzes.scenarios;

import static cn.mingbai.quizzes.scenarios.Wording.plain;
import static cn.mingbai.quizzes.scenarios.Wording.yuan;

import cn.mingbai.quizzes.rules.Counting;
import cn.mingbai.quizzes.rules.Kin;
import cn.mingbai.quizzes.rules.MedicalAid;
import cn.mingbai.quizzes.rules.RuleSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cases to judge and to count. Source: policy facts, part 3, Q14 to Q18, Q20, Q22, Q25 to Q28. */
final class CaseScenarios {

    /** What is said of whom, for the relatives of a handler or committee member. */
    private static final Map<String, Kin> RELATIVES = Map.ofEntries(
            Map.entry("妻子", Kin.SPOUSE),
            Map.entry("父亲", Kin.PARENT),
            Map.entry("母亲", Kin.PARENT),
            Map.entry("儿子", Kin.CHILD),
            Map.entry("女儿", Kin.CHILD),
            Map.entry("亲姐姐", Kin.SIBLING),
            Map.entry("亲弟弟", Kin.SIBLING),
            Map.entry("祖母", Kin.GRANDPARENT),
            Map.entry("外祖父", Kin.GRANDPARENT),
            Map.entry("孙子", Kin.GRANDCHILD),
            Map.entry("外孙女", Kin.GRANDCHILD),
            Map.entry("妻弟", Kin.SPOUSES_SIBLING),
            Map.entry("儿媳", Kin.CHILDS_SPOUSE),
            Map.entry("岳父", Kin.SPOUSES_PARENT),
            Map.entry("侄女", Kin.SIBLINGS_CHILD),
            Map.entry("表哥", Kin.COUSIN),
            Map.entry("邻居", Kin.NEIGHBOUR));

    private static final List<String> NEAR = RELATIVES.entrySet().stream()
            .filter(entry -> entry.getValue().isNear())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();

    private static final List<String> NOT_NEAR = RELATIVES.entrySet().stream()
            .filter(entry -> !entry.getValue().isNear())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();

    private static final List<String> ROLES = List.of("镇民政办经办低保的干部", "村委会主任", "村委会委员", "居委会委员", "社会发展局经办低保的干部");

    /** Objections that are about worth, not about truth. */
    private static final List<String> UNWORTHY = List.of("人懒", "上访过", "是外嫁女", "跟邻居处不好", "家里有大学生", "去年吵过架");

    /** Objections that are about whether the survey is true. */
    private static final List<String> UNTRUE = List.of("漏记了儿子在县城打工的工资", "漏记了一笔房租", "少写了一张存折", "把同住的大儿子一家漏掉了");

    private CaseScenarios() {}

    static List<Generator> all() {
        return List.of(
                twoThirds(),
                appraisal(),
                spotChecks(),
                kinRegistered(),
                kinNotRefused(),
                custody(),
                stopped(),
                falseClaim(),
                embezzled(),
                medicalAid(),
                emergency());
    }

    // Q14
    private static Generator twoThirds() {
        return new Generator(
                "two-thirds",
                RuleSet.R17,
                v -> v.put("participants", 16).put("representatives", 10),
                (v, dice) -> {
                    v.put("participants", dice.between(9, 30));
                    v.put("representatives", dice.between(v.number("participants") / 2, v.number("participants")));
                    return true;
                },
                (v, t) -> {
                    var participants = v.number("participants");
                    var least = Counting.representatives(participants);
                    var enough = v.number("representatives") >= least;
                    t.facts("2017年，某村开低保评议会，到会" + participants + "人，其中村民代表" + v.word("representatives") + "人。");
                    t.number(
                            "村民代表至少要几人？",
                            least,
                            "人",
                            "村（居）民代表不得少于参加人数的三分之二，有小数的进一 [M220 22]。",
                            participants + "×2÷3，不足一人的进一，至少" + least + "人。[M220 22]");
                    t.judge(
                            "这次评议会的人员构成符合规定。",
                            enough,
                            "代表人数要到三分之二 [M220 22]。",
                            "到了" + v.word("representatives") + "名代表，至少要" + least + "名，" + (enough ? "够。" : "不够。")
                                    + "[M220 22]");
                });
    }

    // Q15
    private static Generator appraisal() {
        return new Generator(
                "appraisal",
                RuleSet.R17,
                v -> v.put("surname", "罗").put("reason", "人懒").put("truth", false),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("truth", dice.coin());
                    v.put("reason", dice.pick(v.is("truth") ? UNTRUE : UNWORTHY));
                    return true;
                },
                (v, t) -> {
                    var truth = v.is("truth");
                    t.facts("2017年，调查显示" + v.word("surname") + "家收入、财产都合格。评议会上，多数人说这家“" + v.word("reason")
                            + "”，不同意给，镇里直接退了件。");
                    t.judge(
                            "“" + v.word("reason") + "”是评议会该评的内容。",
                            truth,
                            "评议评的是调查结果是不是真实、完整 [M220 21]，不评人好不好，也不能投票改条件 [M220 23]。",
                            truth ? "说的是调查有没有漏，属于真实性。[M220 21；M220 23]" : "说的是人怎么样，与收入、财产是否真实无关。[M220 21；M220 23]");
                    t.one(
                            "镇里应当怎么做？",
                            truth ? "争议大，重新调查核实以后再作结论" : "不能退件，条件合格的接着办；认为调查不实的才重新调查",
                            List.of("尊重多数人意见，退件", "再开一次会重新投票，过半数就给", "让村主任一个人定"),
                            "争议大的由镇街重新调查 [M220 24]；不能由评议会另加条件 [M220 21；M220 23]。",
                            truth ? "有人指出调查不实，镇里重新组织调查核实。[M220 24]" : "理由与真实性无关，退件没有依据。[M220 21；M220 24]");
                });
    }

    // Q16
    private static Generator spotChecks() {
        return new Generator(
                "spot-checks",
                RuleSet.R17,
                v -> v.put("cases", 47).put("relatives", 3).put("reported", 2),
                (v, dice) -> {
                    v.put("cases", dice.between(10, 200));
                    v.put("relatives", dice.between(1, 12));
                    v.put("reported", dice.between(1, 8));
                    return v.number("relatives") + v.number("reported") <= v.number("cases");
                },
                (v, t) -> {
                    var cases = v.number("cases");
                    var key = v.number("relatives") + v.number("reported");
                    var least = Counting.spotChecks(RuleSet.R17, cases, key);
                    t.facts("社会发展局收到" + cases + "户低保材料，其中近亲属登记的" + v.word("relatives") + "户，被举报的" + v.word("reported")
                            + "户，两类没有重复，别的没有疑点。");
                    t.number(
                            "按2017规则，最少入户几户？（重点户算在总量的三成以内，不足一户的进一）",
                            least,
                            "户",
                            "入户抽查不低于30%，近亲属登记、被举报等重点户全部入户 [M220 26]。更严的做法是重点户之外再抽三成，教学时说明口径。",
                            cases + "×30%，不足一户的进一，是" + Counting.spotChecks(RuleSet.R17, cases, 0) + "户。[M220 26]",
                            "重点户" + v.word("relatives") + "＋" + v.word("reported") + "＝" + key + "户全部要去，"
                                    + (key > Counting.spotChecks(RuleSet.R17, cases, 0)
                                            ? "已经超过三成，就是" + least + "户。"
                                            : "含在里面，最少" + least + "户。")
                                    + "[M220 26]");
                    t.number(
                            "按现行规则，县级必须入户的是几户？",
                            Counting.spotChecks(RuleSet.L26, cases, key),
                            "户",
                            "现行规则要求对近亲属备案的和有投诉举报的入户，没有三成 [M57 20]。",
                            v.word("relatives") + "＋" + v.word("reported") + "＝" + key + "户。[M57 20]");
                });
    }

    // Q17
    private static Generator kinRegistered() {
        return new Generator(
                "kin-registered",
                RuleSet.L26,
                v -> v.put("role", "村委会主任").putAll("near", List.of("亲姐姐", "孙子")).putAll("others", List.of("妻弟")),
                (v, dice) -> {
                    v.put("role", dice.pick(ROLES));
                    v.putAll("near", dice.pick(NEAR, dice.between(2, 3)));
                    v.putAll("others", dice.pick(NOT_NEAR, dice.between(1, 2)));
                    return true;
                },
                (v, t) -> {
                    var all = new ArrayList<>(v.words("near"));
                    all.addAll(v.words("others"));
                    all.sort(null);
                    t.facts(v.word("role") + "的" + String.join("、", all) + "分别申请低保，镇里都已受理。");
                    t.several(
                            "按国家的规定，谁的申请必须单独登记备案？（可多选）",
                            v.words("near"),
                            v.words("others"),
                            "近亲属是配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女 [M57 11；MFD 1045]。姻亲等不在列，当地有更宽规定的从其规定；经办人办自己姻亲的事，仍可能要回避。",
                            "属于近亲属的：" + String.join("、", v.words("near")) + "，要单独登记备案。[M57 11；MFD 1045]",
                            "不在国家列举之内的：" + String.join("、", v.words("others")) + "。[MFD 1045]");
                });
    }

    // Q18
    private static Generator kinNotRefused() {
        return new Generator(
                "kin-not-refused",
                RuleSet.R17,
                v -> v.put("role", "镇民政办经办低保的干部").put("relative", "父亲").put("near", true),
                (v, dice) -> {
                    v.put("role", dice.pick(ROLES));
                    v.put("near", dice.coin());
                    v.put("relative", dice.pick(v.is("near") ? NEAR : NOT_NEAR));
                    // A spouse has no household apart.
                    return RELATIVES.get(v.word("relative")) != Kin.SPOUSE;
                },
                (v, t) -> {
                    var near = RELATIVES.get(v.word("relative")).isNear();
                    t.facts("2017年，" + v.word("role") + "的" + v.word("relative") + "家符合低保条件。他怕影响不好，劝"
                            + v.word("relative") + "不要申请。");
                    t.judge(
                            "这件申请按国家的规定要单独登记。",
                            near,
                            "单独登记的是近亲属 [M220 14；MFD 1045]。",
                            v.word("relative") + (near ? "是近亲属，要申明并单独登记。" : "不在近亲属之列，国家没有要求单独登记，当地更宽的从其规定。")
                                    + "[M220 14；MFD 1045]");
                    t.one(
                            "该怎么教他？",
                            near ? "符合条件就受理；申明关系、单独登记、县级入户，他本人回避" : "符合条件就受理，照常办；他本人经手的，主动说明并考虑回避",
                            List.of("劝得对，干部家里人不该申请", "先让人家申请，关系不用提", "等他调走以后再申请"),
                            "备案是防私利，不是减权利；该受理不受理要追责 [M220 14；M220 26；S649 66]。",
                            "符合条件的应当受理。[S649 66]",
                            near ? "申明、单独登记，县级全部入户。[M220 14；M220 26]" : "没有要求登记，也不因为是熟人亲戚就另设门槛。[M220 14]");
                });
    }

    // Q20
    private static Generator custody() {
        return new Generator(
                "custody",
                RuleSet.L26,
                v -> v.put("keeper", "村会计")
                        .put("elders", 3)
                        .put("agreement", false)
                        .put("filed", false),
                (v, dice) -> {
                    v.put("keeper", dice.pick(List.of("村会计", "村委会委员", "居委会委员", "镇民政办干部", "村妇联主任")));
                    v.put("elders", dice.between(2, 9));
                    v.put("agreement", dice.coin());
                    v.put("filed", dice.coin());
                    // What is filed is the agreement.
                    return v.is("agreement") || !v.is("filed");
                },
                (v, t) -> {
                    var agreement = v.is("agreement");
                    var filed = v.is("filed");
                    var options = List.of("不缺手续，可以代管", "只缺报县级民政部门备案", "缺书面代管协议，也缺报县级民政部门备案", "只缺村民代表会议同意");
                    var right = options.get(agreement ? filed ? 0 : 1 : 2);
                    t.facts(v.word("keeper") + "替" + v.word("elders") + "位失能老人保管低保存折。"
                            + (agreement ? "与每位老人签了书面代管协议，" : "没有签过协议，只是口头答应，")
                            + (filed ? "协议已报区里的民政部门备案。" : "也没有报区里备案。"));
                    t.one(
                            "按现行规则，缺什么？",
                            right,
                            options.stream()
                                    .filter(option -> !option.equals(right))
                                    .toList(),
                            "代管存折要有书面协议，并报县级民政部门备案 [M57 26]；钱应当直接进家庭账户 [M57 25]。",
                            (agreement ? "书面协议：有。" : "书面协议：缺。") + "[M57 26]",
                            (filed ? "报县级民政部门备案：有。" : "报县级民政部门备案：缺。") + "[M57 26]");
                });
    }

    // Q22
    private static Generator stopped() {
        return new Generator(
                "stopped",
                RuleSet.L26,
                v -> v.put("surname", "苗")
                        .put("action", "停发")
                        .put("cause", "WORK")
                        .put("heard", false)
                        .put("written", false)
                        .put("grace", false),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("action", dice.pick(List.of("停发", "减发")));
                    v.put("cause", dice.pick(List.of("WORK", "HOUSE")));
                    v.put("heard", dice.coin());
                    v.put("written", dice.coin());
                    v.put("grace", dice.coin());
                    var faults = (v.is("heard") ? 0 : 1)
                            + (v.is("written") ? 0 : 1)
                            + (v.word("cause").equals("WORK") && !v.is("grace") ? 1 : 0);
                    // Grace can only have been looked at where there is one.
                    return faults >= 2 && (v.word("cause").equals("WORK") || !v.is("grace"));
                },
                (v, t) -> {
                    var work = v.word("cause").equals("WORK");
                    var heard = "决定之前没有听取这户的意见";
                    var written = "没有书面告知，也没有讲明理由";
                    var grace = "没有看能不能给渐退期";
                    var right = new ArrayList<String>();
                    var wrong = new ArrayList<String>();
                    (v.is("heard") ? wrong : right).add(heard);
                    (v.is("written") ? wrong : right).add(written);
                    (work && !v.is("grace") ? right : wrong).add(grace);
                    wrong.add("没有开评议会让村民投票");
                    t.facts("2026年9月，镇里核查发现" + v.word("surname") + "家"
                            + (work ? "因儿子新近就业，收入超过标准" : "新买了一套房，财产超出当地规定") + "。"
                            + (v.is("heard") ? "镇里先上门听了这户的意见。" : "镇里没有找过这户。") + "随后系统里" + v.word("action") + "，"
                            + (v.is("written") ? "同时送达了写明理由的书面通知。" : "只在村民群里说了一声。")
                            + (work ? v.is("grace") ? "渐退期已经研究过，写进了记录。" : "渐退期没有人提过。" : ""));
                    t.several(
                            "按现行规则，错在哪里？（可多选）",
                            right,
                            wrong,
                            "调减、终止之前先听意见，决定后书面告知并讲明理由 [L26 48]。渐退期只适用于就业增收，是“可以”给 [M57 33；N22 一(三)]。评议会不决定停不停 [O20 24]。",
                            (v.is("heard") ? "听过意见，这一步对。" : "没听意见，错。") + "[L26 48]",
                            (v.is("written") ? "书面告知并有理由，这一步对。" : "没有书面告知和理由，错。") + "[L26 48；M57 32]",
                            work
                                    ? (v.is("grace") ? "渐退期研究过，对。" : "就业增收应当看能不能给渐退期，没有看，错。") + "[M57 33；N22 一(三)]"
                                    : "不是就业增收，没有渐退期的问题。[M57 33；N22 一(三)]");
                });
    }

    // Q25
    private static Generator falseClaim() {
        return new Generator(
                "false-claim",
                RuleSet.L26,
                v -> v.put("months", 10).put("amount", 450),
                (v, dice) -> {
                    v.put("months", dice.between(2, 11));
                    v.put("amount", dice.step(50, 900, 10));
                    return true;
                },
                (v, t) -> {
                    var total = v.amount("amount").multiply(v.amount("months"));
                    var then = RuleSet.R17.fine(total);
                    var now = RuleSet.L26.fine(total);
                    t.facts("某户隐瞒工资，" + v.word("months") + "个月里每月多领" + yuan(v.amount("amount")) + "。");
                    t.number(
                            "一共骗取多少元？",
                            total,
                            "元",
                            "骗取的钱要退回 [L26 73；S649 68]。",
                            v.word("months") + "×" + plain(v.amount("amount")) + "＝" + yuan(total) + "。");
                    t.number(
                            "如果行为和决定都在2020年，并处罚款的，最高多少元？",
                            then.most(),
                            "元",
                            "社会救助暂行办法：停止救助、责令退回，可以并处一倍以上三倍以下罚款 [S649 68]。",
                            "一倍" + yuan(then.least()) + "到三倍" + yuan(then.most()) + "。[S649 68]");
                    t.number(
                            "如果行为和决定都在2026年7月以后，罚款最高多少元？",
                            now.most(),
                            "元",
                            "社会救助法：可以责令退回，处二倍以下罚款，并可调减或停止救助 [L26 73]。跨新旧规则的由法制机构判断 [CF21 37]。",
                            "二倍以下，最高" + yuan(now.most()) + "。[L26 73]");
                });
    }

    // Q26
    private static Generator embezzled() {
        return new Generator(
                "embezzled",
                RuleSet.L26,
                v -> v.put("amount", 12000),
                (v, dice) -> {
                    v.put("amount", dice.step(8000, 35000, 500));
                    return true;
                },
                (v, t) -> {
                    var line = BigDecimal.valueOf(10_000);
                    var reached = v.amount("amount").compareTo(line) >= 0;
                    var crime = "可能以贪污罪追究：救济款物一万元以上就到线";
                    var discipline = "先按党纪政务处理，并看有没有别的情节";
                    t.facts("某经办人把" + yuan(v.amount("amount")) + "救济款截下来归了自己。");
                    t.one(
                            "怎么看这件事？",
                            reached ? crime : discipline,
                            List.of(reached ? discipline : crime, "退回来就没事了", "金额不到三万元，一律只算违纪"),
                            "救济等特定款物，一万元以上就可能以贪污罪追究，不是三万元 [XL 382、383；SF16 1]。主体是否属国家工作人员由司法机关认定。",
                            yuan(v.amount("amount")) + (reached ? "，到了" : "，没有到") + yuan(line) + "。[SF16 1]",
                            reached ? "可能以贪污罪追究。[XL 382、383]" : "先按党纪政务处理，并看其他情节。[ZW20 33]");
                });
    }

    // Q27
    private static Generator medicalAid() {
        return new Generator(
                "medical-aid",
                RuleSet.R17,
                v -> v.put("surname", "鲁")
                        .put("cost", 30000)
                        .put("insured", 18000)
                        .put("ratio", 70)
                        .put("cap", 10000)
                        .put("lowerCap", 8000),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("cost", dice.step(5000, 100000, 1000));
                    v.put("insured", dice.step(1000, 95000, 1000));
                    v.put("ratio", dice.step(70, 90, 5));
                    v.put("cap", dice.step(8000, 30000, 1000));
                    v.put("lowerCap", dice.step(3000, 29000, 1000));
                    // Insurance pays a good half and leaves something; the second cap is lower.
                    return v.number("insured") * 2 >= v.number("cost")
                            && v.number("insured") <= v.number("cost") * 9 / 10
                            && v.number("lowerCap") < v.number("cap");
                },
                (v, t) -> {
                    var ratio = v.amount("ratio").movePointLeft(2);
                    var own = v.amount("cost").subtract(v.amount("insured"));
                    var share = own.multiply(ratio);
                    var aid = MedicalAid.of(v.amount("cost"), v.amount("insured"), ratio, v.amount("cap"));
                    var lower = MedicalAid.of(v.amount("cost"), v.amount("insured"), ratio, v.amount("lowerCap"));
                    t.facts("低保对象" + v.word("surname") + "某住院，政策范围内费用" + yuan(v.amount("cost")) + "，基本医保和大病保险已付"
                            + yuan(v.amount("insured")) + "。题设当地救助比例" + v.word("ratio") + "%，年度限额"
                            + yuan(v.amount("cap"))
                            + "，今年没有用过。（2015年的规则示例，现行比例以当地医保文件为准）");
                    t.number(
                            "医疗救助多少元？",
                            aid,
                            "元",
                            "先保险、后救助，按比例算，不超年度限额 [MF13 8]。",
                            "个人负担 " + plain(v.amount("cost")) + "－" + plain(v.amount("insured")) + "＝" + yuan(own)
                                    + "。[MF13 8]",
                            "×" + v.word("ratio") + "%＝" + yuan(share) + "，"
                                    + (share.compareTo(v.amount("cap")) > 0 ? "超过限额，给" : "没有超过限额，给") + yuan(aid)
                                    + "。");
                    t.number(
                            "如果年度限额是" + yuan(v.amount("lowerCap")) + "，救助多少元？",
                            lower,
                            "元",
                            "不超年度限额 [MF13 8]。",
                            yuan(share) + "与限额" + yuan(v.amount("lowerCap")) + "比，取小的，给" + yuan(lower) + "。[MF13 8]");
                });
    }

    // Q28
    private static Generator emergency() {
        return new Generator(
                "emergency",
                RuleSet.L26,
                v -> v.put("event", "昨夜家中失火，无处吃住").put("hukou", "外省").put("urgent", true),
                (v, dice) -> {
                    v.put("urgent", dice.coin());
                    v.put(
                            "event",
                            dice.pick(
                                    v.is("urgent")
                                            ? List.of(
                                                    "昨夜家中失火，无处吃住",
                                                    "今早被车撞伤送医，家里没有饭钱",
                                                    "突发重病住院，身上一分钱没有",
                                                    "孩子走失，为寻人花光了钱，今晚没处落脚")
                                            : List.of(
                                                    "家中失火已过三个月，住处已安顿，修房的钱还差不少",
                                                    "车祸后已出院，吃住有着落，后续费用压得紧",
                                                    "重病已出院回家，眼下过得去，药费压得紧")));
                    v.put("hukou", dice.pick(List.of("外省", "外县", "本省外市")));
                    return true;
                },
                (v, t) -> {
                    var urgent = v.is("urgent");
                    t.facts("一名" + v.word("hukou") + "户籍的租客，" + v.word("event") + "。镇里有人说：“回户籍地申请。”");
                    t.judge("按现行规则，应当叫他回户籍地申请临时救助。", false, "临时救助向急难发生地的镇街提出，不看户籍 [L26 37]。", "在事发地受理。[L26 37；O20 14]");
                    t.one(
                            "受理以后怎么办？",
                            urgent ? "情况急、金额小、要马上救的，先行救助，事后补充说明" : "按程序调查核实再决定，不拒收也不拖",
                            List.of(
                                    urgent ? "按程序调查核实再决定，不拒收也不拖" : "情况急、金额小、要马上救的，先行救助，事后补充说明",
                                    "先让村民评议，多数同意再给",
                                    "按自然灾害救助办理"),
                            "情况紧急、数额较小、需要立即救助的，应当先救，事后补充说明 [L26 50；LS18 二(二)]。家中失火不是自然灾害，不走受灾救助 [S649 20；L26 28]。",
                            urgent
                                    ? "眼下就过不去，属于急、小、须马上救：先行救助。[L26 50；O20 15]"
                                    : "眼下过得去，不属于必须马上救的：走一般程序。[L26 50；LS18 二(二)]",
                            "同时看能不能转介慈善帮扶等。[LS18 二(二)]");
                });
    }
}
