package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.RosterChanges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transactions that number their notes in order and commit in any, or never, and readers who must miss none. */
class NotedChangesTest {

    static LongStream seeds() {
        return LongStream.concat(
                LongStream.concat(LongStream.of(5268250676064865676L), LongStream.rangeClosed(1, 100)),
                new Random().longs(50).map(Math::abs));
    }

    private static final class Open {
        final List<Long> numbers = new ArrayList<>();
        final long until;

        Open(long until) {
            this.until = until;
        }
    }

    private static final class Reader {
        final NotedChanges noted = new NotedChanges(0);
        final Set<Long> seen = new HashSet<>();

        void read(TreeSet<Long> committed, long now) {
            var question = noted.question(now);
            var numbers = committed.stream()
                    .filter(number -> number > question.after()
                            || question.also().stream().anyMatch(gap -> gap.from() <= number && number <= gap.to()))
                    .mapToLong(Long::longValue)
                    .toArray();
            var isNew = noted.answer(numbers, now);
            for (var number : numbers) {
                assertThat(isNew.test(number)).as("number %d is new", number).isEqualTo(seen.add(number));
            }
        }
    }

    @Test
    void aNoteThatWasUnderWayIsSeenHoweverLongNobodyAsked() {
        var longest = RosterChanges.LONGEST.toNanos();
        var reader = new Reader();
        var committed = new TreeSet<>(List.of(1L, 3L));
        reader.read(committed, 0);
        committed.add(2L);
        reader.read(committed, 100 * longest);
        assertThat(reader.seen).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCommittedNoteIsSeenAtOnceAndOnce(long seed) {
        var random = new Random(seed);
        var longest = RosterChanges.LONGEST.toNanos();
        var step = random.nextBoolean() ? 1 : 3;
        var most = random.nextInt(4) == 0 ? 400 : 3;
        var now = random.nextLong();
        var number = 0L;
        var open = new ArrayList<Open>();
        var committed = new TreeSet<Long>();
        var readers = List.of(new Reader(), new Reader());
        for (var i = 0; i < 400; i++) {
            now += random.nextLong(longest / 20);
            switch (random.nextInt(4)) {
                case 0 -> open.add(new Open(now + longest));
                case 1 -> {
                    if (!open.isEmpty()) {
                        var transaction = open.get(random.nextInt(open.size()));
                        for (var more = random.nextInt(1, most); more > 0; more--) {
                            number += step;
                            transaction.numbers.add(number);
                        }
                    }
                }
                case 2 -> {
                    if (!open.isEmpty()) {
                        var transaction = open.remove(random.nextInt(open.size()));
                        if (transaction.until >= now && random.nextInt(4) > 0) {
                            committed.addAll(transaction.numbers);
                        }
                    }
                }
                default -> {
                    var reader = readers.get(random.nextInt(2));
                    reader.read(committed, now);
                    assertThat(reader.seen).as("seed %d, step %d", seed, i).isEqualTo(committed);
                }
            }
            var over = now;
            open.removeIf(transaction -> transaction.until < over && random.nextBoolean());
        }
    }
}
