package cn.mingbai.households.believability;

import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Flag.Why;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Which of one worker's records an inspector may look at first. Each rule leaves room for what honest work looks like: a
 * visit takes 5 to 8 minutes and its entry at most 20 seconds; meetings reach many at once and are left out; the same
 * household again is no second door.
 */
public final class Believability {

    /** In so long … */
    static final Duration WINDOW = Duration.ofMinutes(15);
    /** … nobody visits so many different households. Five minutes a visit would be three. */
    static final int DOORS = 8;
    /** So many entries in a row of the same length are no chance: entries differ by seconds. */
    static final int SAME = 10;
    /** One person speaks for a household, and may for a few neighbours. */
    static final int HOUSEHOLDS_OF_ONE = 5;
    /** Three questions take a minute at the least; so many confirmations within the time below do not fit. */
    static final int CONFIRMATIONS = 6;

    static final Duration BURST = Duration.ofMinutes(5);

    /** So many different households of one day from one spot: door to door there are fewer. */
    static final int DOORS_OF_A_SPOT = 12;
    /** One spot, in metres: nearer than that a phone does not tell doors apart. */
    static final double SPOT = 15;
    /** A position that is less sharp says nothing of doors, in metres. */
    static final double SHARP = 50;

    private Believability() {}

    /** The flags over one worker's records, the earliest first. */
    public static List<Flag> flags(List<Noted> records) {
        var sorted = records.stream()
                .sorted(Comparator.comparing(Noted::at).thenComparingLong(Noted::household))
                .toList();
        // Where the receipt stands for the time, a queue of a whole day seems to be of one moment: no pace is in it.
        var timed = sorted.stream()
                .filter(one -> one.kind() == Noted.Kind.ALONE && !one.clockBroken())
                .toList();
        var confirmed = sorted.stream()
                .filter(one -> one.kind() == Noted.Kind.CONFIRMATION && !one.clockBroken())
                .toList();
        var flags = new ArrayList<Flag>();
        flags.addAll(crowded(timed, WINDOW, DOORS, Why.PACE));
        flags.addAll(crowded(confirmed, BURST, CONFIRMATIONS, Why.BURST));
        flags.addAll(sameSeconds(sorted.stream()
                .filter(one -> one.kind() == Noted.Kind.ALONE || one.kind() == Noted.Kind.BRIEF)
                .toList()));
        flags.addAll(oneMember(sorted));
        flags.addAll(oneSpot(timed));
        var own = sorted.stream()
                .filter(one -> one.kind() == Noted.Kind.OWN_PHONE)
                .toList();
        if (!own.isEmpty()) {
            flags.add(stretch(own, Why.OWN_PHONE));
        }
        var broken = sorted.stream().filter(Noted::clockBroken).toList();
        if (!broken.isEmpty()) {
            flags.add(flag(Why.CLOCK, broken, broken.size()));
        }
        return flags.stream()
                .sorted(Comparator.comparing(Flag::from).thenComparing(Flag::why))
                .toList();
    }

    /** Stretches in which so many different households fall within so long; those that overlap are one. */
    private static List<Flag> crowded(List<Noted> records, Duration within, int households, Why why) {
        var flags = new ArrayList<Flag>();
        var first = 0;
        var begun = -1;
        var ended = -1;
        for (var last = 0; last < records.size(); last++) {
            while (Duration.between(records.get(first).at(), records.get(last).at())
                            .compareTo(within)
                    > 0) {
                first++;
            }
            if (distinct(records.subList(first, last + 1)) >= households) {
                if (begun >= 0 && first > ended) {
                    flags.add(stretch(records.subList(begun, ended + 1), why));
                    begun = first;
                }
                begun = begun < 0 ? first : begun;
                ended = last;
            }
        }
        if (begun >= 0) {
            flags.add(stretch(records.subList(begun, ended + 1), why));
        }
        return flags;
    }

    private static Flag stretch(List<Noted> records, Why why) {
        return flag(why, records, (int) distinct(records));
    }

    /**
     * Of each day the records around the spot with the most households. The same household again is no second door, and a
     * record without a position, or with one that is not sharp, is none here.
     */
    private static List<Flag> oneSpot(List<Noted> records) {
        var days = new LinkedHashMap<LocalDate, List<Noted>>();
        for (var one : records) {
            if (one.spot() != null && one.spot().accuracy() <= SHARP) {
                days.computeIfAbsent(Times.dayOf(one.at()), day -> new ArrayList<>())
                        .add(one);
            }
        }
        var flags = new ArrayList<Flag>();
        days.values()
                .forEach(day -> day.stream()
                        .map(middle -> day.stream()
                                .filter(one -> Objects.requireNonNull(one.spot())
                                                .distance(Objects.requireNonNull(middle.spot()))
                                        <= SPOT)
                                .toList())
                        .max(Comparator.comparingLong(Believability::distinct))
                        .filter(around -> distinct(around) >= DOORS_OF_A_SPOT)
                        .ifPresent(around -> flags.add(stretch(around, Why.ONE_SPOT))));
        return flags;
    }

    private static List<Flag> sameSeconds(List<Noted> entered) {
        var flags = new ArrayList<Flag>();
        var told = entered.stream().filter(one -> one.seconds() != null).toList();
        for (var from = 0; from < told.size(); ) {
            var to = from + 1;
            while (to < told.size()
                    && Objects.equals(told.get(from).seconds(), told.get(to).seconds())) {
                to++;
            }
            if (to - from >= SAME) {
                flags.add(flag(Why.SAME_SECONDS, told.subList(from, to), to - from));
            }
            from = to;
        }
        return flags;
    }

    private static List<Flag> oneMember(List<Noted> records) {
        var byMember = new LinkedHashMap<String, List<Noted>>();
        for (var one : records) {
            if (one.member() != null) {
                byMember.computeIfAbsent(one.member(), key -> new ArrayList<>()).add(one);
            }
        }
        return byMember.values().stream()
                .filter(theirs -> distinct(theirs) > HOUSEHOLDS_OF_ONE)
                .map(theirs -> stretch(theirs, Why.ONE_MEMBER))
                .toList();
    }

    private static long distinct(List<Noted> records) {
        return records.stream().mapToLong(Noted::household).distinct().count();
    }

    private static Flag flag(Why why, List<Noted> records, int number) {
        return new Flag(
                why,
                records.getFirst().at(),
                records.getLast().at(),
                records.stream().map(Noted::household).distinct().toList(),
                number);
    }
}
