package cn.mingbai.quizzes.scenarios;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answers once more, worked out from the drawn numbers with plain arithmetic in fen and an own calendar. It uses no
 * class of the product on purpose.
 */
final class Oracle {

    private static final Set<String> OFF = Set.of(
            // 2017 from April, beside weekends
            "2017-04-03",
            "2017-04-04",
            "2017-05-01",
            "2017-05-29",
            "2017-05-30",
            "2017-10-02",
            "2017-10-03",
            "2017-10-04",
            "2017-10-05",
            "2017-10-06",
            // 2026 from July, beside weekends
            "2026-09-25",
            "2026-10-01",
            "2026-10-02",
            "2026-10-05",
            "2026-10-06",
            "2026-10-07");

    private static final Set<String> WORKED = Set.of("2017-05-27", "2017-09-30", "2026-09-20", "2026-10-10");

    /** First and last day of each holiday that an end could fall into. */
    private static final String[][] HOLIDAYS = {
        {"2017-04-02", "2017-04-04"},
        {"2017-05-01", "2017-05-01"},
        {"2017-05-28", "2017-05-30"},
        {"2017-10-01", "2017-10-08"},
        {"2026-09-25", "2026-09-27"},
        {"2026-10-01", "2026-10-07"}
    };

    private static final Set<String> NEAR =
            Set.of("妻子", "父亲", "母亲", "儿子", "女儿", "亲姐姐", "亲弟弟", "祖母", "外祖父", "孙子", "外孙女");

    private final Map<String, String> p;

    private Oracle(Map<String, String> parameters) {
        p = parameters;
    }

    static List<String> answers(String generator, Map<String, String> parameters) {
        return new Oracle(parameters).answers(generator);
    }

    private int n(String name) {
        return Integer.parseInt(p.get(name));
    }

    private boolean is(String name) {
        return p.get(name).equals("true");
    }

    private List<String> answers(String generator) {
        return switch (generator) {
            case "gap-month-r17" -> List.of(yuan(100L * n("wage") / 3), gap(n("standard"), n("wage"), 3));
            case "gap-year-r17", "gap-year" -> {
                var year = n("farming") + n("lease");
                var gap = 2 * n("standard") - year;
                yield List.of(yuan(100L * year / 2), yuan(gap > 0 ? 100L * gap / 12 : 0));
            }
            case "gap-excluded" -> List.of(yuan(100L * n("wage") / 4), gap(n("standard"), n("wage"), 4));
            case "insurance-forgotten" -> {
                var net = n("gross") - n("insurance");
                yield List.of(yuan(100L * net), gap(n("standard"), net, 3), "false");
            }
            case "work-cost" ->
                List.of(gap(n("standard"), n("wage") - n("cost"), 3), String.valueOf(n("wage") < 3 * n("standard")));
            case "members" -> {
                var count = 2;
                if (!p.get("son").equals("WORKS")) {
                    count++;
                }
                if (is("mother")) {
                    count++;
                }
                yield List.of(count + "口");
            }
            case "support" -> {
                // In fen: a tenth of percent would not be whole, so multiply first.
                var over = Math.max(0, 1000L * n("income") - 1500L * n("standard") * n("family"));
                var both = over * n("percent") / 1000;
                var gap = 200L * n("standard") - both;
                yield List.of(yuan(both / 2), yuan(Math.max(0, gap)));
            }
            case "assets-over" -> {
                var fits = p.get("asset").equals("DEPOSIT") && n("deposit") <= n("limit");
                yield List.of(String.valueOf(fits), fits ? "收入和财产两道门都过，接着办后面的程序" : "不能批准，书面说明理由，申请人有异议可以举证申请复查");
            }
            case "assets-exempt" ->
                List.of(
                        yuan(100L * n("deposit") / n("members")),
                        String.valueOf(n("deposit") <= n("limit") * n("members")));
            case "survey-appraisal" -> {
                var surveyed = workdays(day("accepted"), 10);
                yield List.of(surveyed.toString(), workdays(surveyed, 5).toString());
            }
            case "whole-case" -> {
                var accepted = day("accepted");
                yield List.of(
                        workdays(accepted, 3).toString(),
                        workdays(accepted, 30).toString(),
                        workdays(accepted, p.get("kind").equals("SPECIAL") ? 45 : 20)
                                .toString());
            }
            case "seven-days" -> {
                var end = afterHoliday(day("posted").plusDays(7));
                yield List.of(end.toString(), end.plusDays(1).toString());
            }
            case "county-procedure" -> {
                var said = workdays(day("received"), 5);
                var posted = afterHoliday(said.plusDays(7));
                yield List.of(
                        said.toString(), posted.toString(), workdays(posted, 3).toString());
            }
            case "two-thirds" -> {
                var least = 0;
                while (3 * least < 2 * n("participants")) {
                    least++;
                }
                yield List.of(least + "人", String.valueOf(n("representatives") >= least));
            }
            case "appraisal" ->
                is("truth") ? List.of("true", "争议大，重新调查核实以后再作结论") : List.of("false", "不能退件，条件合格的接着办；认为调查不实的才重新调查");
            case "spot-checks" -> {
                var key = n("relatives") + n("reported");
                var least = 0;
                while (10 * least < 3 * n("cases")) {
                    least++;
                }
                yield List.of(Math.max(least, key) + "户", key + "户");
            }
            case "kin-registered" -> {
                var named = new ArrayList<>(List.of(p.get("near").split("\\|")));
                named.addAll(List.of(p.get("others").split("\\|")));
                yield List.of(String.join(
                        "|", named.stream().filter(NEAR::contains).sorted().toList()));
            }
            case "kin-not-refused" ->
                NEAR.contains(p.get("relative"))
                        ? List.of("true", "符合条件就受理；申明关系、单独登记、县级入户，他本人回避")
                        : List.of("false", "符合条件就受理，照常办；他本人经手的，主动说明并考虑回避");
            case "first-payment" -> {
                var month = day("approved").getMonthValue() + 1;
                yield List.of(month + "月", LocalDate.of(2017, month, 10).toString());
            }
            case "custody" ->
                List.of(is("agreement") ? is("filed") ? "不缺手续，可以代管" : "只缺报县级民政部门备案" : "缺书面代管协议，也缺报县级民政部门备案");
            case "refusal-told" -> List.of(workdays(day("decided"), 3).toString());
            case "stopped" -> {
                var faults = new ArrayList<String>();
                if (!is("heard")) {
                    faults.add("决定之前没有听取这户的意见");
                }
                if (!is("written")) {
                    faults.add("没有书面告知，也没有讲明理由");
                }
                if (p.get("cause").equals("WORK") && !is("grace")) {
                    faults.add("没有看能不能给渐退期");
                }
                faults.sort(null);
                yield List.of(String.join("|", faults));
            }
            case "work-refused" ->
                List.of(yuan(100L * n("share") * (n("refusals") < 3 ? n("members") : n("members") - 1)));
            case "death-followed-up" -> {
                var died = day("died");
                var month = died.getMonthValue() + 3;
                var last = month == 11 ? 30 : 31;
                var end = afterHoliday(LocalDate.of(2026, month, Math.min(died.getDayOfMonth(), last)));
                var safe = end;
                while (!isWorked(safe)) {
                    safe = safe.minusDays(1);
                }
                yield List.of(end.toString(), safe.toString());
            }
            case "false-claim" -> {
                var total = n("months") * n("amount");
                yield List.of(yuan(100L * total), yuan(300L * total), yuan(200L * total));
            }
            case "embezzled" -> List.of(n("amount") < 10000 ? "先按党纪政务处理，并看有没有别的情节" : "可能以贪污罪追究：救济款物一万元以上就到线");
            case "medical-aid" -> {
                var share = (long) (n("cost") - n("insured")) * n("ratio");
                yield List.of(yuan(Math.min(share, 100L * n("cap"))), yuan(Math.min(share, 100L * n("lowerCap"))));
            }
            case "emergency" -> List.of("false", is("urgent") ? "情况急、金额小、要马上救的，先行救助，事后补充说明" : "按程序调查核实再决定，不拒收也不拖");
            default -> throw new AssertionError("no other calculation of " + generator);
        };
    }

    private static String gap(int standard, int income, int members) {
        return yuan(100L * Math.max(0, standard * members - income));
    }

    private static String yuan(long fen) {
        var rest = fen % 100;
        return fen / 100 + (rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : String.format(".%02d", rest)) + "元";
    }

    private LocalDate day(String name) {
        return LocalDate.parse(p.get(name));
    }

    private static boolean isWorked(LocalDate day) {
        if (WORKED.contains(day.toString())) {
            return true;
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !OFF.contains(day.toString());
    }

    private static LocalDate workdays(LocalDate start, int count) {
        var day = start;
        for (var left = count; left > 0; ) {
            day = day.plusDays(1);
            left -= isWorked(day) ? 1 : 0;
        }
        return day;
    }

    private static LocalDate afterHoliday(LocalDate end) {
        return Arrays.stream(HOLIDAYS)
                .filter(holiday ->
                        !end.isBefore(LocalDate.parse(holiday[0])) && !end.isAfter(LocalDate.parse(holiday[1])))
                .findFirst()
                .map(holiday -> LocalDate.parse(holiday[1]).plusDays(1))
                .orElse(end);
    }
}
