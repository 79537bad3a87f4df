package cn.mingbai.quizzes.scenarios;

import static cn.mingbai.quizzes.scenarios.Wording.calendar;
import static cn.mingbai.quizzes.scenarios.Wording.day;
import static cn.mingbai.quizzes.scenarios.Wording.dayOfYear;
import static cn.mingbai.quizzes.scenarios.Wording.shortDay;

import cn.mingbai.quizzes.rules.RuleSet;
import cn.mingbai.quizzes.rules.RuleSet.Step;
import cn.mingbai.quizzes.rules.ShippedCalendars;
import cn.mingbai.quizzes.rules.Term;
import cn.mingbai.quizzes.rules.WorkCalendar;
import java.time.LocalDate;
import java.util.List;

/**
 * Time limits, by the work calendars of 2017 and 2026. Each tells the holidays and swapped days that matter, so that it
 * can be answered from its text. Source: policy facts, part 3, Q10 to Q13, Q19, Q21, Q24.
 */
final class DeadlineScenarios {

    private static final WorkCalendar CALENDAR = ShippedCalendars.all();

    private static final LocalDate R17_FROM = LocalDate.of(2017, 4, 11);
    private static final LocalDate R17_TO = LocalDate.of(2017, 11, 20);
    private static final LocalDate NOW_FROM = LocalDate.of(2026, 7, 1);
    private static final LocalDate NOW_TO = LocalDate.of(2026, 10, 16);

    private DeadlineScenarios() {}

    static List<Generator> all() {
        return List.of(
                surveyAndAppraisal(),
                wholeCase(),
                sevenDays(),
                countyProcedure(),
                firstPayment(),
                refusalTold(),
                deathFollowedUp());
    }

    private static Term term(RuleSet rules, Step step) {
        return rules.term(step)
                .orElseThrow(() -> new IllegalStateException("expected a limit of " + step + " in " + rules));
    }

    private static String counted(Term term, LocalDate start, LocalDate end) {
        return switch (term.unit()) {
            case WORKDAYS ->
                shortDay(start) + "当天不算，往后数" + term.amount() + "个工作日，是" + shortDay(end) + "。[" + term.source()
                        + "；MFD 201]";
            case DAYS ->
                shortDay(start) + "当天不算，往后数" + term.amount() + "天，"
                        + (start.plusDays(term.amount()).equals(end)
                                ? "是" + shortDay(end)
                                : "末日" + dayOfYear(start.plusDays(term.amount())) + "在假期里，顺延到" + shortDay(end))
                        + "。[" + term.source() + "；MFD 201、203]";
            case MONTHS ->
                shortDay(start) + "起" + term.amount() + "个月，到对应的"
                        + (start.plusMonths(term.amount()).equals(end)
                                ? shortDay(end)
                                : dayOfYear(start.plusMonths(term.amount())) + "，在假期里，顺延到" + shortDay(end))
                        + "。[" + term.source() + "；MFD 202、203]";
        };
    }

    // Q10
    private static Generator surveyAndAppraisal() {
        return new Generator(
                "survey-appraisal",
                RuleSet.R17,
                v -> v.put("accepted", "2017-06-05"),
                (v, dice) -> {
                    v.put("accepted", dice.day(R17_FROM, R17_TO));
                    return CALENDAR.isWorked(v.day("accepted"));
                },
                (v, t) -> {
                    var accepted = v.day("accepted");
                    var survey = term(RuleSet.R17, Step.SURVEY_DONE);
                    var appraisal = term(RuleSet.R17, Step.APPRAISAL);
                    var surveyed = survey.end(accepted, CALENDAR);
                    var appraised = appraisal.end(surveyed, CALENDAR);
                    t.facts("镇里" + day(accepted) + "受理了一户低保申请，按2017规则办。" + calendar(CALENDAR, accepted, appraised));
                    t.day(
                            "入户调查最迟哪天完成？",
                            surveyed,
                            "受理后10个工作日内完成入户调查 [M220 18]，起算日不计。",
                            counted(survey, accepted, surveyed));
                    t.day(
                            "如果入户调查就在最后一天完成，民主评议最迟哪天开？",
                            appraised,
                            "调查结束后5个工作日内评议 [M220 21]。",
                            counted(appraisal, surveyed, appraised));
                });
    }

    // Q11
    private static Generator wholeCase() {
        return new Generator(
                "whole-case",
                RuleSet.L26,
                v -> v.put("accepted", "2026-08-03").put("kind", "DELEGATED"),
                (v, dice) -> {
                    v.put("accepted", dice.day(NOW_FROM, NOW_TO));
                    v.put("kind", dice.coin() ? "DELEGATED" : "SPECIAL");
                    return CALENDAR.isWorked(v.day("accepted"));
                },
                (v, t) -> {
                    var accepted = v.day("accepted");
                    var special = v.word("kind").equals("SPECIAL");
                    var start = term(RuleSet.L26, Step.SURVEY_STARTED);
                    var whole = term(RuleSet.L26, Step.WHOLE_CASE);
                    var other = term(RuleSet.L26, special ? Step.WHOLE_CASE_SPECIAL : Step.WHOLE_CASE_DELEGATED);
                    var started = start.end(accepted, CALENDAR);
                    var finished = whole.end(accepted, CALENDAR);
                    var otherwise = other.end(accepted, CALENDAR);
                    t.facts("镇里" + day(accepted) + "受理了一户低保申请，按现行规则办。"
                            + calendar(CALENDAR, accepted, special ? otherwise : finished));
                    t.day("最迟哪天启动调查？", started, "受理后3个工作日内启动调查 [M57 15]。", counted(start, accepted, started));
                    t.day(
                            "没有特殊情况、由区里确认的，最迟哪天办结？",
                            finished,
                            "自受理之日起30个工作日内办结 [M57 22]。",
                            counted(whole, accepted, finished));
                    t.day(
                            special ? "情况特殊、按规定延长到最多的，最迟哪天办结？" : "确认权已经下放到镇街的，最迟哪天办结？",
                            otherwise,
                            special ? "特殊情况可以到45个工作日 [M57 22]。" : "下放到镇街的，20个工作日内办结 [N22 四(一)]。",
                            counted(other, accepted, otherwise));
                });
    }

    // Q12
    private static Generator sevenDays() {
        return new Generator(
                "seven-days",
                RuleSet.R17,
                v -> v.put("posted", "2017-06-20"),
                (v, dice) -> {
                    v.put("posted", dice.day(R17_FROM, LocalDate.of(2017, 12, 15)));
                    return CALENDAR.isWorked(v.day("posted"));
                },
                (v, t) -> {
                    var posted = v.day("posted");
                    var term = term(RuleSet.R17, Step.TOWN_NOTICE);
                    var end = term.end(posted, CALENDAR);
                    t.facts("镇里" + day(posted) + "把调查、评议和审核结果张贴在村务公开栏，按2017规则办。" + calendar(CALENDAR, posted, end));
                    t.day(
                            "公示到哪天为止？",
                            end,
                            "公示七天，是自然日，张贴当天不算；末日是法定假日的顺延 [M220 25；MFD 201、203]。",
                            counted(term, posted, end));
                    t.day(
                            "没有人提异议，最早哪天可以上报？",
                            end.plusDays(1),
                            "公示期满的第二天起 [M220 25]。",
                            "公示到" + shortDay(end) + "止，" + shortDay(end.plusDays(1)) + "起可以上报。[M220 25]");
                });
    }

    // Q13
    private static Generator countyProcedure() {
        return new Generator(
                "county-procedure",
                RuleSet.R17,
                v -> v.put("received", "2017-06-28"),
                (v, dice) -> {
                    v.put("received", dice.day(R17_FROM, R17_TO));
                    return CALENDAR.isWorked(v.day("received"));
                },
                (v, t) -> {
                    var received = v.day("received");
                    var opinion = term(RuleSet.R17, Step.COUNTY_OPINION);
                    var notice = term(RuleSet.R17, Step.COUNTY_NOTICE);
                    var decision = term(RuleSet.R17, Step.DECISION);
                    var said = opinion.end(received, CALENDAR);
                    var posted = notice.end(said, CALENDAR);
                    var decided = decision.end(posted, CALENDAR);
                    t.facts("社会发展局" + day(received) + "收到镇里报来的材料，按2017规则办，没有人提异议。"
                            + calendar(CALENDAR, received, decided));
                    t.day("最迟哪天提出审批意见？", said, "收到材料后5个工作日内提出审批意见 [M220 26]。", counted(opinion, received, said));
                    t.day("如果在最后一天提出意见，当天就公示，公示到哪天？", posted, "拟批准的再公示7天 [M220 29]。", counted(notice, said, posted));
                    t.day(
                            "公示期满没有异议，最迟哪天作出决定？",
                            decided,
                            "公示期满没有异议的，3个工作日内决定 [M220 29]。",
                            counted(decision, posted, decided));
                });
    }

    // Q19
    private static Generator firstPayment() {
        return new Generator(
                "first-payment",
                RuleSet.R17,
                v -> v.put("approved", "2017-06-28"),
                (v, dice) -> {
                    v.put("approved", dice.day(R17_FROM, LocalDate.of(2017, 11, 30)));
                    return CALENDAR.isWorked(v.day("approved"));
                },
                (v, t) -> {
                    var approved = v.day("approved");
                    var month = WorkCalendar.nextMonth(approved);
                    var payDay = month.withDayOfMonth(RuleSet.R17.payDay().orElseThrow());
                    t.facts("社会发展局" + day(approved) + "批准了一户低保，按2017规则办，当地按月发放。");
                    t.number(
                            "从几月起发？",
                            month.getMonthValue(),
                            "月",
                            "从批准的下一个月起发 [M220 29]。",
                            approved.getMonthValue() + "月批准，" + month.getMonthValue() + "月起发。[M220 29]");
                    t.day(
                            "第一笔钱最迟哪天到户？",
                            payDay,
                            "按月发的，每月10日前到户 [M220 31]。",
                            "起发的" + month.getMonthValue() + "月，10日前到户。[M220 31]");
                });
    }

    // Q21
    private static Generator refusalTold() {
        return new Generator(
                "refusal-told",
                RuleSet.L26,
                v -> v.put("decided", "2026-08-28"),
                (v, dice) -> {
                    v.put("decided", dice.day(NOW_FROM, LocalDate.of(2026, 12, 18)));
                    return CALENDAR.isWorked(v.day("decided"));
                },
                (v, t) -> {
                    var decided = v.day("decided");
                    var term = term(RuleSet.L26, Step.REFUSAL_TOLD);
                    var told = term.end(decided, CALENDAR);
                    t.facts("区里" + day(decided) + "决定对一户低保申请不予确认。" + calendar(CALENDAR, decided, told));
                    t.day(
                            "按现行规则，最迟哪天把书面告知送出？",
                            told,
                            "3个工作日内经镇街书面告知并讲明理由 [M57 21；L26 45]。2017规则写的是3日，不是3个工作日 [M220 26]。",
                            counted(term, decided, told));
                });
    }

    // Q24
    private static Generator deathFollowedUp() {
        return new Generator(
                "death-followed-up",
                RuleSet.L26,
                v -> v.put("died", "2026-08-15").put("surname", "雷"),
                (v, dice) -> {
                    v.put("surname", dice.surname());
                    v.put("died", dice.day(NOW_FROM, LocalDate.of(2026, 9, 27)));
                    return true;
                },
                (v, t) -> {
                    var died = v.day("died");
                    var term = term(RuleSet.L26, Step.DEATH_FOLLOWED_UP);
                    var end = term.end(died, CALENDAR);
                    var worked = CALENDAR.workedUpTo(end);
                    t.facts("低保户" + v.word("surname") + "家的老人" + day(died) + "去世。"
                            + calendar(CALENDAR, end.minusDays(14), end));
                    t.day(
                            "镇里最迟哪天办完核查和增发、减发、停发手续？（期满日是普通周六、周日的不顺延）",
                            end,
                            "自死亡之日起三个月内办完 [N22 一(三)]。民法典只写法定休假日顺延，普通周末是否顺延看当地口径 [MFD 203]。",
                            counted(term, died, end));
                    t.day(
                            "不想拖到休息日，最稳妥在哪个工作日以前办完？填期满日（含）以前的最后一个工作日。",
                            worked,
                            "三个月是最长期限 [N22 一(三)]；末日是休息日的，提前到前一个工作日最稳妥。",
                            end.equals(worked)
                                    ? shortDay(end) + "本身是工作日。"
                                    : shortDay(end) + "是休息日，往前最近的工作日是" + shortDay(worked) + "。");
                });
    }
}
