package cn.mingbai.quizzes.scenarios;

import static cn.mingbai.quizzes.scenarios.Wording.plain;
import static cn.mingbai.quizzes.scenarios.Wording.yuan;

import cn.mingbai.quizzes.rules.Deduction;
import cn.mingbai.quizzes.rules.GapPayment;
import cn.mingbai.quizzes.rules.Household;
import cn.mingbai.quizzes.rules.IncomeAccount;
import cn.mingbai.quizzes.rules.IncomeAccount.Cost;
import cn.mingbai.quizzes.rules.IncomeAccount.Money;
import cn.mingbai.quizzes.rules.Member;
import cn.mingbai.quizzes.rules.Member.Life;
import cn.mingbai.quizzes.rules.Member.Relation;
import cn.mingbai.quizzes.rules.Receipt;
import cn.mingbai.quizzes.rules.RuleSet;
import cn.mingbai.quizzes.rules.SupportMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Households: who counts, what counts, what is paid. Source: policy facts, part 3, Q1 to Q9 and Q23. */
final class HouseholdScenarios {

    private static final String FITS = "户籍、财产都已符合。";
    private static final String NOT_BELOW = "（不符合收入条件的填0）";

    private HouseholdScenarios() {}

    static List<Generator> all() {
        return List.of(
                gapMonth(),
                gapYear("gap-year-r17", RuleSet.R17, "M220 16", "M220 27"),
                gapYear("gap-year", RuleSet.L26, "M57 13", "L26 18；M57 23"),
                gapExcluded(),
                insuranceForgotten(),
                workCost(),
                members(),
                support(),
                assetsOver(),
                assetsExempt(),
                workRefused());
    }

    private static Member member(Relation relation, int age, Life life) {
        return new Member(relation, age, life);
    }

    /** The gap, in steps that end in the household's amount. */
    private static String[] gapSteps(
            BigDecimal standard, BigDecimal income, int members, GapPayment gap, String source) {
        var heads = BigDecimal.valueOf(members);
        if (!gap.eligible()) {
            return new String[] {
                "收入线是" + yuan(standard) + "×" + members + "＝" + yuan(standard.multiply(heads)) + "，这户计入" + yuan(income)
                        + "，人均不低于标准，不符合收入条件，填0。[" + source + "]"
            };
        }
        return new String[] {
            "全户合计差 " + plain(standard) + "×" + members + "－" + plain(income) + "＝" + yuan(gap.household())
                    + "，就是每月的差额。[" + source + "]"
        };
    }

    // Q1
    private static Generator gapMonth() {
        return new Generator(
                "gap-month-r17",
                RuleSet.R17,
                v -> v.put("surname", "何")
                        .put("standard", 600)
                        .put("wage", 1200)
                        .put("ageFather", 41)
                        .put("ageMother", 39)
                        .put("ageChild", 13),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(400, 900, 10));
                    v.put("wage", dice.step(0, 3 * v.number("standard"), 30));
                    v.put("ageFather", dice.between(24, 60));
                    v.put("ageMother", dice.between(22, 60));
                    v.put("ageChild", dice.between(6, 18));
                    // Nobody earns 30 yuan a month: no wage, or one that could be.
                    return (v.number("wage") == 0 || v.number("wage") >= 300)
                            && Household.faults(gapMonthMembers(v)).isEmpty();
                },
                (v, t) -> {
                    var members = new Household(gapMonthMembers(v)).counted(RuleSet.R17);
                    var standard = v.amount("standard");
                    var wage = v.amount("wage");
                    var account = IncomeAccount.of(RuleSet.R17, List.of(new Money(Receipt.WAGES, wage)), List.of());
                    var gap = GapPayment.of(standard, account.total(), members, GapPayment.Period.MONTH);
                    t.facts("2017年，城市" + v.word("surname") + "家三口：父亲" + v.word("ageFather") + "岁，"
                            + (wage.signum() == 0 ? "失业，没有工资" : "工资扣掉个税和本人社保后每月" + yuan(wage)) + "；母亲"
                            + v.word("ageMother") + "岁，无业；女儿" + v.word("ageChild") + "岁，读初中。别无收入。当地低保标准每人每月"
                            + yuan(standard) + "，按差额发。" + FITS);
                    t.number(
                            "按2017规则，这户人均月收入多少元？",
                            account.perHead(members),
                            "元",
                            "按户算，收入平均到一起生活的每个人 [M220 16]。",
                            plain(wage) + "÷" + members + "＝" + yuan(account.perHead(members)) + "。[M220 16]");
                    t.number(
                            "每月应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "人均低于标准的差额乘以人数 [M220 27]。",
                            gapSteps(standard, account.total(), members, gap, "M220 27"));
                });
    }

    private static List<Member> gapMonthMembers(Values v) {
        return List.of(
                member(Relation.APPLICANT, v.number("ageFather"), v.number("wage") == 0 ? Life.NO_WORK : Life.WORKS),
                member(Relation.SPOUSE, v.number("ageMother"), Life.NO_WORK),
                member(Relation.CHILD, v.number("ageChild"), Life.JUNIOR_HIGH));
    }

    // Q2
    private static Generator gapYear(String code, RuleSet rules, String incomeSource, String gapSource) {
        return new Generator(
                code,
                rules,
                v -> v.put("surname", "冯")
                        .put("standard", 4200)
                        .put("farming", 3600)
                        .put("lease", 1200)
                        .put("ageHusband", 68)
                        .put("ageWife", 66),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(3000, 7200, 60));
                    v.put("farming", dice.step(0, 9000, 120));
                    v.put("lease", dice.coin() ? 0 : dice.step(600, 3000, 120));
                    v.put("ageHusband", dice.between(50, 90));
                    v.put("ageWife", dice.between(50, 90));
                    return (v.number("farming") == 0 || v.number("farming") >= 600)
                            && v.number("ageHusband") >= 60
                            && v.number("ageWife") >= 60
                            && Household.faults(gapYearMembers(v)).isEmpty();
                },
                (v, t) -> {
                    var members = new Household(gapYearMembers(v)).counted(rules);
                    var standard = v.amount("standard");
                    var account = IncomeAccount.of(
                            rules,
                            List.of(
                                    new Money(Receipt.FARMING, v.amount("farming")),
                                    new Money(Receipt.LAND_LEASE, v.amount("lease"))),
                            List.of());
                    var gap = GapPayment.of(standard, account.total(), members, GapPayment.Period.YEAR);
                    t.facts((rules == RuleSet.R17 ? "2017年，" : "") + v.word("surname") + "家老两口单独过，丈夫"
                            + v.word("ageHusband") + "岁，妻子" + v.word("ageWife") + "岁，"
                            + (v.number("farming") == 0 ? "已经种不动地" : "种地扣掉成本后一年净得" + yuan(v.amount("farming")))
                            + "，" + (v.number("lease") == 0 ? "没有流转土地" : "土地流转一年得" + yuan(v.amount("lease")))
                            + "，别无收入。题设当地农村低保标准每人每年" + yuan(standard) + "，按差额分月平均发。" + FITS);
                    t.number(
                            "这户人均年收入多少元？",
                            account.perHead(members),
                            "元",
                            "种地净得是经营净收入，流转所得是财产收入，都计入，再平均到人 [" + incomeSource + "]。",
                            (v.number("lease") == 0
                                            ? "计入" + yuan(account.total())
                                            : plain(v.amount("farming")) + "＋" + plain(v.amount("lease")) + "＝"
                                                    + yuan(account.total()))
                                    + "。[" + incomeSource + "]",
                            plain(account.total()) + "÷" + members + "＝" + yuan(account.perHead(members)) + "。");
                    t.number(
                            "每月应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "先按年算出差额，再化成月 [" + gapSource + "]。",
                            gap.eligible()
                                    ? new String[] {
                                        "每人每年差 " + plain(standard) + "－" + plain(account.perHead(members)) + "＝"
                                                + yuan(standard.subtract(account.perHead(members))) + "。[" + gapSource
                                                + "]",
                                        "÷12 是每人每月" + yuan(gap.perHead()) + "，×" + members + "＝" + yuan(gap.household())
                                                + "。"
                                    }
                                    : new String[] {
                                        "人均" + yuan(account.perHead(members)) + "，不低于标准" + yuan(standard)
                                                + "，不符合收入条件，填0。[" + gapSource + "]"
                                    });
                });
    }

    private static List<Member> gapYearMembers(Values v) {
        return List.of(
                member(
                        Relation.APPLICANT,
                        v.number("ageHusband"),
                        v.number("farming") == 0 ? Life.AT_HOME : Life.FARMS),
                member(Relation.SPOUSE, v.number("ageWife"), Life.AT_HOME));
    }

    // Q3
    private static Generator gapExcluded() {
        return new Generator(
                "gap-excluded",
                RuleSet.L26,
                v -> v.put("surname", "陶")
                        .put("standard", 600)
                        .put("wage", 2000)
                        .put("veteran", 500)
                        .put("scholarship", 300)
                        .put("assistance", 1000)
                        .put("ageFather", 46)
                        .put("ageMother", 45)
                        .put("ageChild", 17)
                        .put("ageGrandfather", 78),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(400, 900, 10));
                    v.put("wage", dice.step(1200, 4000, 40));
                    v.put("veteran", dice.coin() ? 0 : dice.step(300, 900, 50));
                    v.put("scholarship", dice.coin() ? 0 : dice.step(200, 800, 100));
                    v.put("assistance", dice.coin() ? 0 : dice.step(300, 2000, 100));
                    v.put("ageFather", dice.between(30, 60));
                    v.put("ageMother", dice.between(28, 60));
                    v.put("ageChild", dice.between(12, 20));
                    v.put("ageGrandfather", dice.between(60, 92));
                    var received = v.number("veteran") + v.number("scholarship") + v.number("assistance");
                    return received > 0
                            && Household.faults(gapExcludedMembers(v)).isEmpty();
                },
                (v, t) -> {
                    var members = new Household(gapExcludedMembers(v)).counted(RuleSet.L26);
                    var standard = v.amount("standard");
                    var account = IncomeAccount.of(
                            RuleSet.L26,
                            List.of(
                                    new Money(Receipt.WAGES, v.amount("wage")),
                                    new Money(Receipt.VETERAN_CARE, v.amount("veteran")),
                                    new Money(Receipt.SCHOLARSHIP, v.amount("scholarship")),
                                    new Money(Receipt.SOCIAL_ASSISTANCE, v.amount("assistance"))),
                            List.of());
                    var gap = GapPayment.of(standard, account.total(), members, GapPayment.Period.MONTH);
                    var others = new ArrayList<String>();
                    if (v.number("veteran") > 0) {
                        others.add("爷爷每月领优抚抚恤金" + yuan(v.amount("veteran")));
                    }
                    if (v.number("scholarship") > 0) {
                        others.add("儿子这个月得奖学金" + yuan(v.amount("scholarship")));
                    }
                    if (v.number("assistance") > 0) {
                        others.add("上个月领过临时救助" + yuan(v.amount("assistance")));
                    }
                    t.facts(v.word("surname") + "家四口：夫妻俩" + v.word("ageFather") + "岁和" + v.word("ageMother") + "岁，儿子"
                            + v.word("ageChild") + "岁读高中，爷爷" + v.word("ageGrandfather") + "岁，长期同住，由这家赡养。丈夫净工资每月"
                            + yuan(v.amount("wage")) + "；" + String.join("；", others) + "；别无收入，没有可扣减的费用。题设当地低保标准每人每月"
                            + yuan(standard) + "，按实际差额发。" + FITS);
                    t.number(
                            "按现行规则，这户人均月收入算多少元？",
                            account.perHead(members),
                            "元",
                            "抚恤金、奖学金和政府发的救助款都不计入 [M57 13]。",
                            "不计入的共" + yuan(account.excluded()) + "，只计工资" + yuan(account.total()) + "。[M57 13]",
                            plain(account.total()) + "÷" + members + "＝" + yuan(account.perHead(members)) + "。");
                    t.number(
                            "每月应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "当地按实际差额发的，差额乘以人数 [L26 18；M57 23]。",
                            gapSteps(standard, account.total(), members, gap, "L26 18；M57 23"));
                });
    }

    private static List<Member> gapExcludedMembers(Values v) {
        return List.of(
                member(Relation.APPLICANT, v.number("ageFather"), Life.WORKS),
                member(Relation.SPOUSE, v.number("ageMother"), Life.NO_WORK),
                member(Relation.CHILD, v.number("ageChild"), Life.SENIOR_HIGH),
                member(Relation.PARENT, v.number("ageGrandfather"), Life.SUPPORTED_HERE));
    }

    // Q4
    private static Generator insuranceForgotten() {
        return new Generator(
                "insurance-forgotten",
                RuleSet.R17,
                v -> v.put("surname", "许")
                        .put("standard", 750)
                        .put("gross", 2400)
                        .put("insurance", 240),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("gross", dice.step(2000, 3000, 100));
                    v.put("insurance", v.number("gross") / 100 * dice.between(8, 11));
                    v.put("standard", dice.step(600, 900, 10));
                    var line = 3 * v.number("standard");
                    var missing = line - (v.number("gross") - v.number("insurance"));
                    // The clerk's mistake only makes sense where the gross wage is not below the line, and only just;
                    // nobody is paid a gap of 4 yuan.
                    return v.number("gross") >= line
                            && v.number("gross") - line <= 400
                            && (missing <= 0 || missing >= 30);
                },
                (v, t) -> {
                    var members = 3;
                    var standard = v.amount("standard");
                    var account = IncomeAccount.of(
                            RuleSet.R17,
                            List.of(new Money(Receipt.WAGES, v.amount("gross"))),
                            List.of(new Cost(Deduction.SOCIAL_INSURANCE, v.amount("insurance"))));
                    var gap = GapPayment.of(standard, account.total(), members, GapPayment.Period.MONTH);
                    t.facts("2017年，" + v.word("surname") + "家三口，一起生活。丈夫应发工资" + yuan(v.amount("gross"))
                            + "，本人缴社会保险" + yuan(v.amount("insurance")) + "，不用缴个税，家里别无收入。材料交齐了。经办人拿"
                            + yuan(v.amount("gross")) + "除以3，说人均不低于标准，口头拒绝受理。当地低保标准每人每月" + yuan(standard)
                            + "。" + FITS);
                    t.number(
                            "按2017规则，这户每月可支配收入多少元？",
                            account.total(),
                            "元",
                            "收入要减去个税和个人缴的社保 [M220 16]。",
                            plain(v.amount("gross")) + "－" + plain(v.amount("insurance")) + "＝" + yuan(account.total())
                                    + "。[M220 16]");
                    t.number(
                            "每月应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "差额乘以人数 [M220 27]。",
                            gapSteps(standard, account.total(), members, gap, "M220 27"));
                    t.judge(
                            "材料交齐了，经办人可以凭口算就不受理。",
                            false,
                            "材料齐就应当受理，再调查核算 [M220 13]；该受理的不受理要追责 [S649 66(一)]。",
                            "材料齐全，先受理。[M220 13]",
                            "收入够不够，受理以后按可支配收入核算。[M220 16]");
                });
    }

    // Q5
    private static Generator workCost() {
        return new Generator(
                "work-cost",
                RuleSet.L26,
                v -> v.put("surname", "姜")
                        .put("standard", 650)
                        .put("wage", 2100)
                        .put("cost", 300),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(500, 900, 10));
                    v.put("wage", dice.step(1500, 3000, 30));
                    v.put("cost", dice.step(0, 480, 30));
                    return v.number("cost") == 0 || v.number("cost") >= 90;
                },
                (v, t) -> {
                    var members = 3;
                    var standard = v.amount("standard");
                    var received = List.of(new Money(Receipt.WAGES, v.amount("wage")));
                    var costs = List.of(new Cost(Deduction.WORK_COST, v.amount("cost")));
                    var now = IncomeAccount.of(RuleSet.L26, received, costs);
                    var then = IncomeAccount.of(RuleSet.R17, received, costs);
                    var gap = GapPayment.of(standard, now.total(), members, GapPayment.Period.MONTH);
                    var gapThen = GapPayment.of(standard, then.total(), members, GapPayment.Period.MONTH);
                    t.facts(v.word("surname") + "家三口，一起生活，只有一个人上班，个税和社保扣完后每月工资" + yuan(v.amount("wage"))
                            + "，别无收入。题设：当地低保标准每人每月" + yuan(standard) + "，按实际差额发；"
                            + (v.number("cost") == 0
                                    ? "当地没有规定可以扣减的就业成本。"
                                    : "当地规定这种情形可扣必要就业成本每月" + yuan(v.amount("cost")) + "。")
                            + FITS);
                    t.number(
                            "按现行规则，每月应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "工资按规定扣减必要就业成本以后再算 [M57 13；O20 11]。",
                            plain(v.amount("wage")) + "－" + plain(v.amount("cost")) + "＝" + yuan(now.total()) + "，÷"
                                    + members + "＝人均" + yuan(now.perHead(members)) + "。[M57 13；O20 11]",
                            gapSteps(standard, now.total(), members, gap, "L26 18；M57 23")[0]);
                    t.judge(
                            "同样的工资和标准，按2017规则算，这户也符合收入条件。",
                            gapThen.eligible(),
                            "2017规则只减个税和个人社保，没有就业成本这一项 [M220 16]。",
                            "2017规则：" + plain(v.amount("wage")) + "÷" + members + "＝人均" + yuan(then.perHead(members))
                                    + (gapThen.eligible() ? "，低于" : "，不低于") + yuan(standard) + "。[M220 16]");
                });
    }

    // Q6
    private static Generator members() {
        return new Generator(
                "members",
                RuleSet.L26,
                v -> v.put("surname", "张")
                        .put("ageApplicant", 47)
                        .put("ageSpouse", 46)
                        .put("son", "UNDERGRADUATE")
                        .put("ageSon", 20)
                        .put("daughter", true)
                        .put("ageDaughter", 24)
                        .put("mother", true)
                        .put("ageMother", 74)
                        .put("brother", "PRISON")
                        .put("ageBrother", 42),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("ageApplicant", dice.between(36, 58));
                    v.put("ageSpouse", dice.between(34, 58));
                    v.put("son", dice.pick(List.of("JUNIOR_HIGH", "SENIOR_HIGH", "UNDERGRADUATE", "WORKS")));
                    v.put("ageSon", dice.between(12, 28));
                    v.put("daughter", dice.coin());
                    v.put("ageDaughter", dice.between(22, 29));
                    v.put("mother", dice.coin());
                    v.put("ageMother", dice.between(60, 92));
                    v.put(
                            "brother",
                            dice.pick(List.of("PRISON", "COMPULSORY_REHAB", "DECLARED_MISSING", "CLERGY_AWAY")));
                    v.put("ageBrother", dice.between(25, 60));
                    // A working son is a grown one here, so that the answer does not hang on a birthday.
                    return (!v.word("son").equals("WORKS") || v.number("ageSon") >= 20)
                            && v.number("ageBrother") < v.number("ageApplicant")
                            && Household.faults(membersOf(v)).isEmpty();
                },
                (v, t) -> {
                    var household = new Household(membersOf(v));
                    var counted = household.counted(RuleSet.L26);
                    var son = switch (Life.valueOf(v.word("son"))) {
                        case JUNIOR_HIGH -> "读初中";
                        case SENIOR_HIGH -> "读高中";
                        case UNDERGRADUATE -> "读全日制本科";
                        default -> "已上班，另住，自己挣钱自己花";
                    };
                    var brother = switch (Life.valueOf(v.word("brother"))) {
                        case PRISON -> "正在监狱服刑";
                        case COMPULSORY_REHAB -> "正在强制隔离戒毒";
                        case DECLARED_MISSING -> "已被法院宣告失踪";
                        default -> "是宗教教职人员，离家住在宗教活动场所已满四年";
                    };
                    t.facts(v.word("surname") + "某" + v.word("ageApplicant") + "岁，妻子" + v.word("ageSpouse") + "岁；儿子"
                            + v.word("ageSon") + "岁，" + son
                            + (v.is("daughter") ? "；女儿" + v.word("ageDaughter") + "岁，读研究生，在外独立生活" : "")
                            + (v.is("mother") ? "；母亲" + v.word("ageMother") + "岁，长期同住，由他赡养" : "") + "；弟弟"
                            + v.word("ageBrother") + "岁，户口在这一户，" + brother + "。");
                    var steps = new ArrayList<String>();
                    steps.add("夫妻两人，计入。[M57 7]");
                    steps.add(
                            switch (Life.valueOf(v.word("son"))) {
                                case UNDERGRADUATE -> "儿子在读全日制本科，不能独立生活，计入。[M57 7]";
                                case WORKS -> "儿子成年并独立生活，不计入。[M57 7]";
                                default -> v.number("ageSon") < 18 ? "儿子未成年，计入。[M57 7]" : "儿子成年但还在上学，不能独立生活，计入。[M57 7]";
                            });
                    if (v.is("daughter")) {
                        steps.add("研究生不在列举之内，又已独立生活，不计入。[M57 7]");
                    }
                    if (v.is("mother")) {
                        steps.add("长期同住的被赡养人，计入。[M57 7]");
                    }
                    steps.add("弟弟" + brother + "，不计入。[M57 7]");
                    t.number(
                            "按现行规则，这户共同生活的家庭成员算几口？",
                            counted,
                            "口",
                            "数一起生活、有法定扶养关系的人，不照户口本数 [M57 7]。",
                            steps.toArray(String[]::new));
                });
    }

    private static List<Member> membersOf(Values v) {
        var members = new ArrayList<Member>();
        members.add(member(Relation.APPLICANT, v.number("ageApplicant"), Life.WORKS));
        members.add(member(Relation.SPOUSE, v.number("ageSpouse"), Life.NO_WORK));
        members.add(member(Relation.CHILD, v.number("ageSon"), Life.valueOf(v.word("son"))));
        if (v.is("daughter")) {
            members.add(member(Relation.CHILD, v.number("ageDaughter"), Life.POSTGRADUATE_AWAY));
        }
        if (v.is("mother")) {
            members.add(member(Relation.PARENT, v.number("ageMother"), Life.SUPPORTED_HERE));
        }
        members.add(member(Relation.SIBLING, v.number("ageBrother"), Life.valueOf(v.word("brother"))));
        return members;
    }

    // Q7
    private static Generator support() {
        return new Generator(
                "support",
                RuleSet.R17,
                v -> v.put("surname", "钱")
                        .put("standard", 600)
                        .put("income", 4000)
                        .put("family", 3)
                        .put("percent", 50),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(400, 880, 40));
                    v.put("income", dice.step(2000, 8000, 200));
                    v.put("family", dice.between(2, 5));
                    v.put("percent", dice.pick(List.of(30, 40, 50)));
                    return true;
                },
                (v, t) -> {
                    var standard = v.amount("standard");
                    var method = new SupportMethod(
                            new BigDecimal("1.5"), v.amount("percent").movePointLeft(2));
                    var kept = method.kept(standard, v.number("family"));
                    var each = method.each(standard, v.amount("income"), v.number("family"), 2);
                    var both = each.multiply(BigDecimal.TWO);
                    var account = IncomeAccount.of(RuleSet.R17, List.of(new Money(Receipt.SUPPORT, both)), List.of());
                    var gap = GapPayment.of(standard, account.total(), 2, GapPayment.Period.MONTH);
                    t.facts("2017年，" + v.word("surname") + "家老两口单独立户，没有别的收入。儿子一家" + v.word("family") + "口，月收入"
                            + yuan(v.amount("income")) + "。题设：当地低保标准每人每月" + yuan(standard)
                            + "；当地的赡养费算法是，儿子家收入超过“低保标准×1.5×家里人数”的部分取" + v.word("percent")
                            + "%，平均给两位老人。" + FITS);
                    t.number(
                            "每位老人每月计入赡养费多少元？",
                            each,
                            "元",
                            "应当给的赡养费是转移性收入 [M220 16]；子女有赡养义务 [MFD 1067]；算法由当地定，先看当地文件。",
                            plain(standard) + "×1.5×" + v.word("family") + "＝" + yuan(kept) + "，儿子家留着不算。",
                            v.amount("income").compareTo(kept) <= 0
                                    ? "儿子家收入没有超过这个数，赡养费按0计。"
                                    : "（" + plain(v.amount("income")) + "－" + plain(kept) + "）×" + v.word("percent")
                                            + "%＝" + yuan(both) + "，÷2＝每人" + yuan(each) + "。[M220 16]");
                    t.number(
                            "两位老人每月共应发低保金多少元？" + NOT_BELOW,
                            gap.household(),
                            "元",
                            "赡养费应计未计，就会多发 [M220 16；M220 27]。",
                            gapSteps(standard, account.total(), 2, gap, "M220 27"));
                });
    }

    // Q8
    private static Generator assetsOver() {
        return new Generator(
                "assets-over",
                RuleSet.R17,
                v -> v.put("surname", "邹")
                        .put("standard", 600)
                        .put("perHead", 300)
                        .put("asset", "CAR")
                        .put("deposit", 0)
                        .put("limit", 10000),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("standard", dice.step(400, 900, 10));
                    v.put("perHead", dice.step(0, v.number("standard") - 50, 10));
                    v.put("asset", dice.pick(List.of("CAR", "SECOND_HOME", "DEPOSIT")));
                    v.put("limit", dice.step(8000, 20000, 1000));
                    v.put("deposit", v.word("asset").equals("DEPOSIT") ? dice.step(2000, 40000, 1000) : 0);
                    return v.number("perHead") == 0 || v.number("perHead") >= 50;
                },
                (v, t) -> {
                    var over = !v.word("asset").equals("DEPOSIT") || v.number("deposit") > v.number("limit");
                    t.facts("2017年，" + v.word("surname") + "家人均月收入" + yuan(v.amount("perHead")) + "，当地低保标准每人每月"
                            + yuan(v.amount("standard")) + "。核查发现，"
                            + switch (v.word("asset")) {
                                case "CAR" -> "户内有一辆小汽车，不是残疾人代步车。题设当地规定：有这类车辆的不予保障。";
                                case "SECOND_HOME" -> "除了自住的一套房，还有一套房子空着。题设当地规定：有第二套住房的不予保障。";
                                default ->
                                    "人均存款" + yuan(v.amount("deposit")) + "。题设当地规定：人均存款超过" + yuan(v.amount("limit"))
                                            + "的不予保障。";
                            });
                    t.judge(
                            "这户财产符合规定。",
                            !over,
                            "财产按当地规定看，收入低也不能代替 [M220 4；M220 17；S649 9]。",
                            over ? "财产超出当地规定。[M220 17；S649 10]" : "没有超出当地规定。[M220 17；S649 10]");
                    t.one(
                            "该怎么办？",
                            over ? "不能批准，书面说明理由，申请人有异议可以举证申请复查" : "收入和财产两道门都过，接着办后面的程序",
                            List.of(over ? "收入够低，先批下来再说" : "不能批准，书面说明理由，申请人有异议可以举证申请复查", "口头告诉他不行就可以了", "请评议会投票决定要不要给"),
                            "收入、财产是两道门，都要过 [M220 4]；核对不符合的书面通知，可以举证复查 [M220 20]。",
                            "收入" + yuan(v.amount("perHead")) + "低于标准" + yuan(v.amount("standard")) + "，过了第一道门。[M220 4]",
                            over
                                    ? "财产没有过第二道门，不能批；书面通知并说明理由，可以举证申请复查。[M220 17；M220 20；S649 11]"
                                    : "财产也符合，不能再加别的门槛，接着办。[M220 4]");
                });
    }

    // Q9
    private static Generator assetsExempt() {
        return new Generator(
                "assets-exempt",
                RuleSet.R17,
                v -> v.put("surname", "潘")
                        .put("members", 2)
                        .put("deposit", 3000)
                        .put("limit", 10000),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("members", dice.between(1, 4));
                    v.put("limit", dice.step(5000, 20000, 1000));
                    v.put("deposit", dice.step(0, 40000, 600));
                    return true;
                },
                (v, t) -> {
                    var perHead = v.number("deposit") / v.number("members");
                    var fits = perHead <= v.number("limit");
                    t.facts("2017年，" + v.word("surname") + "家" + v.word("members") + "口，户主是残疾人，有一辆功能性补偿代步车，一套自住房，"
                            + (v.number("deposit") == 0 ? "没有存款" : "全家存款" + yuan(v.amount("deposit")))
                            + "。题设当地规定：人均存款不超过"
                            + yuan(v.amount("limit")) + "，自住房一套不超限。");
                    t.number(
                            "人均存款多少元？",
                            perHead,
                            "元",
                            "题设限额按人均看，全家存款除以人数；限额由当地定 [S649 10]。",
                            plain(v.amount("deposit")) + "÷" + v.word("members") + "＝" + yuan(perHead) + "。");
                    t.judge(
                            "这户家庭财产合格。",
                            fits,
                            "残疾人功能性补偿代步车不算机动车财产 [M220 17]；存款按当地限额看 [S649 10]。现行规则里，生活和生产必需的财产可以由当地豁免 [M57 14]，是另一层规定。",
                            "代步车不算。[M220 17]",
                            "人均存款" + yuan(perHead) + (fits ? "，没有超过" : "，超过") + yuan(v.amount("limit")) + "。[S649 10]");
                });
    }

    // Q23
    private static Generator workRefused() {
        return new Generator(
                "work-refused",
                RuleSet.L26,
                v -> v.put("surname", "薛").put("members", 3).put("share", 200).put("refusals", 3),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("members", dice.between(2, 5));
                    v.put("share", dice.step(50, 400, 10));
                    v.put("refusals", dice.between(1, 4));
                    return true;
                },
                (v, t) -> {
                    var members = v.number("members");
                    var share = v.amount("share");
                    var whole = share.multiply(BigDecimal.valueOf(members));
                    var left = v.number("refusals") >= 3 ? GapPayment.withoutOneShare(share, members) : whole;
                    t.facts(v.word("surname") + "家" + members + "口，每人每月补差" + yuan(share) + "。有劳动能力、没有上班的儿子，没有正当理由连续"
                            + v.word("refusals") + "次拒绝了合适的工作。");
                    t.number(
                            "按规定最多能停的停掉，这户每月还发低保金多少元？",
                            left,
                            "元",
                            "连续三次无正当理由拒绝的，减发或者停发他本人的低保金，不牵连全家 [S649 45；M57 34]。",
                            v.number("refusals") >= 3
                                    ? "只停儿子本人一份：" + plain(share) + "×（" + members + "－1）＝" + yuan(left)
                                            + "。[S649 45；M57 34]"
                                    : "不到连续三次，不减不停：" + plain(share) + "×" + members + "＝" + yuan(left)
                                            + "。[S649 45；M57 34]");
                });
    }
}
