package cn.mingbai.district.demo;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the demo district consists of: a pure function of the divisions and a seed. Sizes follow what districts of this
 * kind are; every name says that it is invented.
 */
final class DemoPlan {

    static final long SEED = 20170411L;

    /** The village of the demo log-ins {@code staff} and {@code outreach}: 友好村委会. */
    static final DivisionCode VILLAGE = new DivisionCode("220172102204");

    /** The town of the demo log-in {@code town}: 玉潭镇. */
    static final DivisionCode TOWN = new DivisionCode("220172102000");

    /** The community that is listed in full: 力旺社区. */
    static final DivisionCode FULL_COMMUNITY = new DivisionCode("220172005005");

    /** A community whose ledger is empty: 天工社区. */
    static final DivisionCode EMPTY_COMMUNITY = new DivisionCode("220172004005");

    /** Villages that have no outreach worker: 林家村委会, 十里堡村委会. */
    static final List<DivisionCode> WITHOUT_WORKER =
            List.of(new DivisionCode("220172101206"), new DivisionCode("220172008200"));

    /** A village of the demo town whose outreach worker A has just left and handed nothing over: 黎明村委会. */
    static final DivisionCode LEAD_LEFT = new DivisionCode("220172102205");

    private static final int FULL_COMMUNITY_SIZE = 3200;
    private static final int HOUSEHOLDS_PER_HELPER = 400;
    private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻";
    private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final String NUMERALS = "一二三四五六七八九十";

    private final List<Division> units;

    /** The plan over a district's towns and villages. */
    DemoPlan(List<Division> subtree) {
        this.units = subtree;
    }

    /**
     * A member of staff.
     *
     * @param postedDaysBefore how many days before the loading the posting began
     */
    record Staff(String number, String name, Division unit, Duty duty, String phone, int postedDaysBefore) {}

    /** A household as the village register has it. */
    record Household(
            Division village,
            String group,
            String number,
            String head,
            int members,
            String phone,
            State state,
            boolean registered,
            boolean resident,
            boolean assisted) {}

    /** The states the register knows, in the words of the import. */
    enum State {
        应访,
        空户,
        长期外出,
        拒访
    }

    List<Staff> staff() {
        var staff = new ArrayList<Staff>();
        for (var unit : units) {
            var random = randomFor(unit, 1);
            switch (unit.level()) {
                case COUNTY -> addStaff(staff, unit, Duty.DISTRICT_STAFF, 4, random);
                case TOWNSHIP -> addStaff(staff, unit, Duty.TOWN_STAFF, 3 + random.nextInt(2), random);
                case VILLAGE -> {
                    addStaff(staff, unit, Duty.VILLAGE_STAFF, unit.code().equals(VILLAGE) ? 2 : 3, random);
                    if (!WITHOUT_WORKER.contains(unit.code())) {
                        addStaff(staff, unit, Duty.OUTREACH_A, unit.code().equals(VILLAGE) ? 0 : 1, random);
                        addStaff(staff, unit, Duty.OUTREACH_B, 1, random);
                    }
                    if (unit.code().equals(FULL_COMMUNITY)) {
                        addStaff(staff, unit, Duty.OUTREACH_B, FULL_COMMUNITY_SIZE / HOUSEHOLDS_PER_HELPER - 1, random);
                    }
                }
                default -> {}
            }
        }
        return staff;
    }

    private static void addStaff(List<Staff> staff, Division unit, Duty duty, int count, SplittableRandom random) {
        for (var i = 0; i < count; i++) {
            var serial = staff.size() + 1;
            // One in 25 is new: joined within the last three weeks.
            var days = random.nextInt(25) == 0 ? 1 + random.nextInt(20) : 400 + random.nextInt(1500);
            staff.add(new Staff("YS%04d".formatted(serial), name(random, serial), unit, duty, phone(random), days));
        }
    }

    List<Household> households(Division village) {
        var random = randomFor(village, 2);
        var community = village.code().isCommunity();
        var size = size(village, random);
        var away = 0.15 + 0.20 * random.nextDouble();
        var empty = 0.05 + 0.10 * random.nextDouble();
        var refused = community ? 0.03 + 0.05 * random.nextDouble() : 0.009 * random.nextDouble();
        var groups = community ? Math.max(1, size / 60) : 4 + random.nextInt(6);
        var households = new ArrayList<Household>();
        for (var i = 0; i < size; i++) {
            var draw = random.nextDouble();
            var state = draw < away
                    ? State.长期外出
                    : draw < away + empty ? State.空户 : draw < away + empty + refused ? State.拒访 : State.应访;
            var group = i * groups / size + 1;
            households.add(new Household(
                    village,
                    community ? group + "号楼" + (1 + i % 4) + "单元" : numeral(group) + "组",
                    "%02d%04d".formatted(group, i + 1),
                    head(village, random, i),
                    1 + random.nextInt(5),
                    random.nextInt(3) == 0 ? "" : phone(random),
                    state,
                    !community || random.nextInt(4) > 0,
                    state != State.长期外出,
                    community && !village.code().equals(FULL_COMMUNITY) || random.nextInt(12) == 0));
        }
        return households;
    }

    /** The outside count of a village's households: for one village in five a little more than the register has. */
    int controlTotal(Division village) {
        var random = randomFor(village, 6);
        return households(village).size() + (random.nextInt(5) == 0 ? 1 + random.nextInt(9) : 0);
    }

    /**
     * The share of a village's due households that the campaign has reached so far, 0..1: a few villages are done, one is
     * one household short, a few have not begun.
     */
    double reachedShare(Division village) {
        if (WITHOUT_WORKER.contains(village.code())) {
            return 0;
        }
        var draw = randomFor(village, 3).nextDouble();
        return draw < 0.08 ? 1.0 : draw < 0.14 ? 0.05 : 0.35 + 0.6 * draw;
    }

    /** The share of a unit's staff that has passed course 1 so far, 0..1. */
    double trainedShare(Division unit) {
        var draw = randomFor(unit, 4).nextDouble();
        return draw < 0.15 ? 1.0 : 0.4 + 0.55 * draw;
    }

    private static int size(Division village, SplittableRandom random) {
        if (village.code().equals(EMPTY_COMMUNITY)) {
            return 0;
        }
        if (village.code().equals(FULL_COMMUNITY)) {
            return FULL_COMMUNITY_SIZE;
        }
        if (village.code().isCommunity()) {
            return 30 + random.nextInt(51);
        }
        if (village.code().equals(VILLAGE)) {
            return 200;
        }
        // Many villages are small, a few are large: 200 to 600, 350 on average.
        var skewed = random.nextDouble();
        return 200 + (int) (400 * (0.7 * skewed * skewed + 0.3 * random.nextDouble()));
    }

    private static String head(Division village, SplittableRandom random, int index) {
        if (village.code().equals(VILLAGE) && index < 3) {
            return List.of("演示王𠮷", "演示王䶮", "演示王甲").get(index);
        }
        return name(random, index);
    }

    private static String name(SplittableRandom random, int serial) {
        return "演示" + SURNAMES.charAt(random.nextInt(SURNAMES.length())) + STEMS.charAt(serial % STEMS.length());
    }

    // 1990000 is no range in use: nobody is called by mistake.
    private static String phone(SplittableRandom random) {
        return "1990000%04d".formatted(random.nextInt(10_000));
    }

    private static String numeral(int number) {
        return number <= 10 ? NUMERALS.substring(number - 1, number) : "十" + NUMERALS.charAt(number - 11);
    }

    static SplittableRandom randomFor(Division unit, int purpose) {
        return new SplittableRandom(SEED * 31 + Long.parseLong(unit.code().value()) * 7 + purpose);
    }

    static boolean isVillage(Division division) {
        return division.level() == Level.VILLAGE;
    }
}
