package cn.mingbai.quizzes.scenarios;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws from a seed: the same seed draws the same. */
final class Dice {

    /** Invented: a surname stands for a household, never for a person of the district. */
    private static final List<String> SURNAMES = List.of(
            "何", "冯", "周", "吴", "郑", "孙", "钱", "许", "沈", "曹", "严", "华", "魏", "陶", "姜", "谢", "邹", "苏", "潘", "范", "彭",
            "鲁", "韦", "马", "苗", "花", "方", "俞", "任", "袁", "柳", "唐", "罗", "薛", "雷", "贺");

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** A number from {@code least} to {@code most}, both included, in steps from the least. */
    int step(int least, int most, int step) {
        return least + step * random.nextInt((most - least) / step + 1);
    }

    int between(int least, int most) {
        return step(least, most, 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** {@code count} different ones, in any order. */
    <T> List<T> pick(List<T> from, int count) {
        var copy = new ArrayList<>(from);
        Collections.shuffle(copy, random);
        return List.copyOf(copy.subList(0, count));
    }

    LocalDate day(LocalDate first, LocalDate last) {
        return first.plusDays(random.nextInt((int) (last.toEpochDay() - first.toEpochDay()) + 1));
    }

    String surname() {
        return pick(SURNAMES);
    }
}
