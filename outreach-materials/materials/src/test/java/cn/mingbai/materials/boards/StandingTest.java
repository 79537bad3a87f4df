package cn.mingbai.materials.boards;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.materials.texts.TextId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final TextId FIRST = new TextId(1);
    private static final TextId SECOND = new TextId(2);

    @Test
    void nothingWasPostedWhereNothingIsKnown() {
        assertThat(Standing.of(List.of())).isEqualTo(Standing.NOTHING);
        assertThat(Standing.NOTHING.state(Optional.of(FIRST))).isEqualTo(BoardState.NOT_POSTED);
        assertThat(Standing.NOTHING.state(Optional.empty())).isEqualTo(BoardState.NOT_POSTED);
    }

    @Test
    void aBoardIsDueForRenewalOnceAnotherTextIsInForce() {
        var posted = Standing.of(List.of(entry(1, BoardAct.POSTED, FIRST, 0)));
        assertThat(posted.state(Optional.of(FIRST))).isEqualTo(BoardState.UP);
        assertThat(posted.state(Optional.of(SECOND))).isEqualTo(BoardState.DUE_FOR_RENEWAL);
        assertThat(posted.state(Optional.empty())).isEqualTo(BoardState.DUE_FOR_RENEWAL);
        var renewed = Standing.of(List.of(entry(1, BoardAct.POSTED, FIRST, 0), entry(2, BoardAct.POSTED, SECOND, 5)));
        assertThat(renewed.state(Optional.of(SECOND))).isEqualTo(BoardState.UP);
    }

    @Test
    void aDamagedBoardIsMendedByANewOneOrByALaterLook() {
        var damaged =
                new ArrayList<>(List.of(entry(1, BoardAct.POSTED, FIRST, 0), entry(2, BoardAct.DAMAGED, null, 3)));
        assertThat(Standing.of(damaged).state(Optional.of(FIRST))).isEqualTo(BoardState.DAMAGED);
        assertThat(Standing.of(damaged).checkedOn()).isEqualTo(DAY.plusDays(3));
        damaged.add(entry(3, BoardAct.INTACT, null, 4));
        assertThat(Standing.of(damaged).state(Optional.of(FIRST))).isEqualTo(BoardState.UP);
        damaged.set(2, entry(3, BoardAct.POSTED, FIRST, 4));
        assertThat(Standing.of(damaged).state(Optional.of(FIRST))).isEqualTo(BoardState.UP);
        assertThat(Standing.of(damaged).checkedOn()).isNull();
    }

    @Test
    void whatWasTakenDownHangsNoMoreUntilItIsPostedAgain() {
        var down =
                new ArrayList<>(List.of(entry(1, BoardAct.POSTED, FIRST, 0), entry(2, BoardAct.TAKEN_DOWN, null, 3)));
        assertThat(Standing.of(down).state(Optional.of(FIRST))).isEqualTo(BoardState.TAKEN_DOWN);
        assertThat(Standing.of(down).text()).isEmpty();
        down.add(entry(3, BoardAct.INTACT, null, 4));
        assertThat(Standing.of(down).hangs()).as("a look at nothing").isFalse();
        down.add(entry(4, BoardAct.POSTED, FIRST, 4));
        assertThat(Standing.of(down).state(Optional.of(FIRST))).isEqualTo(BoardState.UP);
        assertThat(Standing.of(down).takenDown()).isNull();
    }

    @Test
    void whatIsEnteredLateCountsOnItsDayAndTheOrderOfReadingNeverMatters() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++) {
            var entries = new ArrayList<PostingEntry>();
            for (var id = 0; id < random.nextInt(8); id++) {
                var act = BoardAct.values()[random.nextInt(BoardAct.values().length)];
                entries.add(entry(
                        id, act, act == BoardAct.POSTED ? new TextId(1 + random.nextInt(3)) : null, random.nextInt(4)));
            }
            var inForce =
                    random.nextInt(4) == 0 ? Optional.<TextId>empty() : Optional.of(new TextId(1 + random.nextInt(3)));
            var standing = Standing.of(entries);
            Collections.shuffle(entries, random);
            assertThat(Standing.of(entries)).as("seed " + seed).isEqualTo(standing);

            // The same told another way: the last posting decides, and what came after it.
            var ordered = entries.stream()
                    .sorted(java.util.Comparator.comparing(PostingEntry::day).thenComparing(PostingEntry::id))
                    .toList();
            var last = -1;
            for (var i = 0; i < ordered.size(); i++) {
                last = ordered.get(i).act() == BoardAct.POSTED ? i : last;
            }
            var after = last < 0 ? List.<PostingEntry>of() : ordered.subList(last + 1, ordered.size());
            var down = after.stream()
                    .filter(entry -> entry.act() == BoardAct.TAKEN_DOWN)
                    .findFirst();
            var looks = after.stream()
                    .takeWhile(entry -> entry.act() != BoardAct.TAKEN_DOWN)
                    .toList();
            var expected = last < 0
                    ? BoardState.NOT_POSTED
                    : down.isPresent()
                            ? BoardState.TAKEN_DOWN
                            : !looks.isEmpty() && looks.getLast().act() == BoardAct.DAMAGED
                                    ? BoardState.DAMAGED
                                    : inForce.isPresent()
                                                    && inForce.get()
                                                            .equals(ordered.get(last)
                                                                    .text())
                                            ? BoardState.UP
                                            : BoardState.DUE_FOR_RENEWAL;
            assertThat(standing.state(inForce))
                    .as("seed " + seed + " " + ordered)
                    .isEqualTo(expected);
        }
    }

    private static PostingEntry entry(long id, BoardAct act, @Nullable TextId text, int day) {
        return new PostingEntry(
                id,
                new UUID(0, id),
                new BoardPlaceId(1),
                act,
                text,
                true,
                DAY.plusDays(day),
                "测试人员",
                Instant.EPOCH,
                null,
                null);
    }
}
