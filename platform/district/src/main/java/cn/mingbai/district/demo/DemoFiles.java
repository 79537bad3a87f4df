package cn.mingbai.district.demo;

import cn.mingbai.core.people.Duty;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** The demo's roster and ledgers as the .csv files an officer would upload. */
final class DemoFiles {

    private DemoFiles() {}

    /** The roster, postings dated back from {@code loadedOn}. */
    static byte[] roster(List<DemoPlan.Staff> staff, LocalDate loadedOn) {
        return csv(
                "工号,姓名,单位代码,职务,电话,任职日期",
                staff.stream()
                        .map(person -> String.join(
                                ",",
                                person.number(),
                                person.name(),
                                person.unit().code().value(),
                                word(person.duty()),
                                person.phone(),
                                loadedOn.minusDays(person.postedDaysBefore()).toString()))
                        .toList());
    }

    /** The ledger of one or more villages. */
    static byte[] ledger(List<DemoPlan.Household> households) {
        return csv(
                "村（社区）代码,组,户号,户主,人口数,电话,状态,户籍户,常住户,救助对象户",
                households.stream()
                        .map(household -> String.join(
                                ",",
                                household.village().code().value(),
                                household.group(),
                                household.number(),
                                household.head(),
                                String.valueOf(household.members()),
                                household.phone(),
                                household.state().name(),
                                yesNo(household.registered()),
                                yesNo(household.resident()),
                                yesNo(household.assisted())))
                        .toList());
    }

    private static byte[] csv(String heading, List<String> lines) {
        return lines.stream()
                .collect(Collectors.joining("\r\n", heading + "\r\n", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String yesNo(boolean value) {
        return value ? "是" : "否";
    }

    private static String word(Duty duty) {
        return switch (duty) {
            case DISTRICT_STAFF, TOWN_STAFF, VILLAGE_STAFF -> "经办人";
            case OUTREACH_A -> "宣传员";
            case OUTREACH_B -> "宣传员B角";
        };
    }
}
