package cn.mingbai.quizzes.rules;

import cn.mingbai.core.error.RuleViolation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which days are worked. Every year is data, as the State Council arranges it: holidays, and weekend days that are worked
 * in exchange. A year that is not on record is refused, never guessed.
 */
public final class WorkCalendar {

    private final Set<Integer> years;
    private final Map<LocalDate, String> holidays;
    private final Set<LocalDate> swapped;

    private WorkCalendar(Set<Integer> years, Map<LocalDate, String> holidays, Set<LocalDate> swapped) {
        this.years = Set.copyOf(years);
        this.holidays = new TreeMap<>(holidays);
        this.swapped = new TreeSet<>(swapped);
    }

    /**
     * Reads years, one line each thing: {@code year 2017}, {@code off 2017-05-28 2017-05-30 NAME} for the days of a
     * holiday, first and last, and {@code work 2017-05-27} for a weekend day that is worked. Lines that begin with
     * {@code #} say where it comes from.
     *
     * @throws IllegalArgumentException when a line is none of these, a day is outside the years, a worked day is no
     *     weekend day, or a day is both; the message names the line
     */
    public static WorkCalendar parse(String text) {
        var years = new TreeSet<Integer>();
        var holidays = new TreeMap<LocalDate, String>();
        var swapped = new TreeSet<LocalDate>();
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var words = line.split(" ");
            try {
                switch (words[0] + words.length) {
                    case "year2" -> years.add(Integer.parseInt(words[1]));
                    case "off4" -> {
                        var last = LocalDate.parse(words[2]);
                        for (var day = LocalDate.parse(words[1]); !day.isAfter(last); day = day.plusDays(1)) {
                            holidays.put(day, words[3]);
                        }
                    }
                    case "work2" -> swapped.add(LocalDate.parse(words[1]));
                    default -> throw new IllegalArgumentException("it is none of these");
                }
            } catch (RuntimeException broken) {
                throw new IllegalArgumentException(
                        "expected year, off or work with days, but got \"" + line + "\": " + broken.getMessage(),
                        broken);
            }
        }
        for (var day : swapped) {
            if (!isWeekend(day) || holidays.containsKey(day)) {
                throw new IllegalArgumentException(
                        "expected a worked day on a weekend and in no holiday, but got " + day);
            }
        }
        for (var day : holidays.keySet()) {
            if (!years.contains(day.getYear())) {
                throw new IllegalArgumentException("expected days of the years " + years + ", but got " + day);
            }
        }
        if (!swapped.stream().allMatch(day -> years.contains(day.getYear()))) {
            throw new IllegalArgumentException("expected worked days of the years " + years + ", but got " + swapped);
        }
        return new WorkCalendar(years, holidays, swapped);
    }

    /** This calendar with the years of another one; years on record in both keep the other's days. */
    public WorkCalendar with(WorkCalendar other) {
        var all = new TreeSet<>(years);
        all.addAll(other.years);
        var off = new TreeMap<>(holidays);
        var work = new TreeSet<>(swapped);
        off.keySet().removeIf(day -> other.years.contains(day.getYear()));
        work.removeIf(day -> other.years.contains(day.getYear()));
        off.putAll(other.holidays);
        work.addAll(other.swapped);
        return new WorkCalendar(all, off, work);
    }

    /** Whether all days of the year are known. */
    public boolean knows(int year) {
        return years.contains(year);
    }

    /**
     * Whether the day is worked.
     *
     * @throws RuleViolation when the year is not on record
     */
    public boolean isWorked(LocalDate day) {
        require(day);
        return swapped.contains(day) || (!isWeekend(day) && !holidays.containsKey(day));
    }

    /**
     * Whether the day belongs to a holiday; a plain weekend day does not.
     *
     * @throws RuleViolation when the year is not on record
     */
    public boolean isHoliday(LocalDate day) {
        require(day);
        return holidays.containsKey(day);
    }

    /**
     * The working day that is {@code count} working days after {@code start}, the start itself not counted.
     *
     * <p>Source: MFD 201 (the first day is not counted).
     *
     * @param count at least 1
     * @throws RuleViolation when a year on the way is not on record
     */
    public LocalDate plusWorkdays(LocalDate start, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 working day, but got " + count);
        }
        var day = start;
        var left = count;
        while (left > 0) {
            day = day.plusDays(1);
            if (isWorked(day)) {
                left--;
            }
        }
        return day;
    }

    /**
     * The day that is {@code count} calendar days after {@code start}, the start not counted; an end in a holiday moves
     * to the day after the holiday. Plain weekends do not move it: the code names legal holidays only.
     *
     * <p>Source: MFD 201, 203.
     *
     * @throws RuleViolation when the end's year is not on record
     */
    public LocalDate plusDays(LocalDate start, int count) {
        return afterHoliday(start.plusDays(count));
    }

    /**
     * The matching day {@code count} months later, the month's last day when there is none; an end in a holiday moves to
     * the day after it.
     *
     * <p>Source: MFD 202, 203.
     *
     * @throws RuleViolation when the end's year is not on record
     */
    public LocalDate plusMonths(LocalDate start, int count) {
        return afterHoliday(start.plusMonths(count));
    }

    /** The last worked day that is not after {@code day}. */
    public LocalDate workedUpTo(LocalDate day) {
        var worked = day;
        while (!isWorked(worked)) {
            worked = worked.minusDays(1);
        }
        return worked;
    }

    /** The days between two, both included, that differ from plain weeks: holidays with their names. */
    public Map<LocalDate, String> holidays(LocalDate from, LocalDate to) {
        return holidays.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().isBefore(from) && !entry.getKey().isAfter(to))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** The weekend days between two, both included, that are worked in exchange. */
    public Collection<LocalDate> workedWeekends(LocalDate from, LocalDate to) {
        return swapped.stream()
                .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                .toList();
    }

    /** The first day of the month after {@code day}'s. */
    public static LocalDate nextMonth(LocalDate day) {
        return YearMonth.from(day).plusMonths(1).atDay(1);
    }

    private LocalDate afterHoliday(LocalDate end) {
        var day = end;
        while (isHoliday(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private void require(LocalDate day) {
        if (!knows(day.getYear())) {
            throw new RuleViolation("quizzes.rules.unknown-year", String.valueOf(day.getYear()));
        }
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
