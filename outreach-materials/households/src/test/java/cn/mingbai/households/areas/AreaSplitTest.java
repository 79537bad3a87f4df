package cn.mingbai.households.areas;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AreaSplitTest {

    private static final PersonId LEAD = new PersonId(1);
    private static final PersonId HELPER = new PersonId(2);
    private static final PersonId GONE = new PersonId(9);

    private static AreaSplit.Worker worker(PersonId person, Duty duty) {
        return new AreaSplit.Worker(
                person, "W" + person.value(), "演示", duty, LocalDate.of(2026, 1, 1), LocalDate.of(9999, 12, 31));
    }

    private static final List<AreaSplit.Worker> BOTH =
            List.of(worker(LEAD, Duty.OUTREACH_A), worker(HELPER, Duty.OUTREACH_B));

    @Test
    void withoutAreasEveryWorkerHasTheWholeVillage() {
        var split = new AreaSplit(BOTH, Map.of());
        assertThat(split.divided()).isFalse();
        assertThat(split.of(LEAD)).isEqualTo(Area.WHOLE);
        assertThat(split.of(HELPER).holds("")).isTrue();
    }

    @Test
    void whoHasAnAreaHoldsOnlyThatAndTheLeadHoldsTheRestBesides() {
        var split = new AreaSplit(BOTH, Map.of("一组", LEAD, "二组", HELPER));
        assertThat(split.of(HELPER).holds("二组")).isTrue();
        assertThat(split.of(HELPER).holds("一组")).isFalse();
        assertThat(split.of(HELPER).holds("三组")).isFalse();
        assertThat(split.of(LEAD).holds("一组")).isTrue();
        assertThat(split.of(LEAD).holds("三组")).isTrue();
        assertThat(split.of(LEAD).holds("")).isTrue();
        assertThat(split.of(LEAD).holds("二组")).isFalse();
    }

    @Test
    void theGroupOfSomebodyWhoLeftIsPartOfTheRest() {
        var split = new AreaSplit(BOTH, Map.of("一组", LEAD, "二组", HELPER, "四组", GONE));
        assertThat(split.of("四组")).isEmpty();
        assertThat(split.of(LEAD).holds("四组")).isTrue();
    }

    @Test
    void somebodyPostedTwiceIsOneWorkerAndLeadsIfEitherPostingDoes() {
        var split = new AreaSplit(List.of(worker(LEAD, Duty.OUTREACH_A), worker(LEAD, Duty.OUTREACH_B)), Map.of());
        assertThat(split.workers()).hasSize(1);
        assertThat(split.leading()).hasSize(1);
    }

    @Test
    void whateverIsGivenToWhomEveryGroupIsHeldByAWorkerAndNoGivenGroupByTwo() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (var round = 0; round < 500; round++) {
            var workers = new ArrayList<AreaSplit.Worker>();
            for (var i = 1; i <= 1 + random.nextInt(5); i++) {
                workers.add(worker(new PersonId(i), random.nextInt(3) == 0 ? Duty.OUTREACH_A : Duty.OUTREACH_B));
            }
            var given = new HashMap<String, PersonId>();
            for (var group = 0; group < 8; group++) {
                if (random.nextBoolean()) {
                    given.put(group + "组", new PersonId(1 + random.nextInt(7)));
                }
            }
            var split = new AreaSplit(workers, given);
            for (var group : List.of("0组", "1组", "2组", "3组", "4组", "5组", "6组", "7组", "别的", "")) {
                var holders = workers.stream()
                        .map(AreaSplit.Worker::person)
                        .filter(person -> split.of(person).holds(group))
                        .toList();
                assertThat(holders).as("seed %d, %s of %s", seed, group, split).isNotEmpty();
                split.of(group)
                        .ifPresent(holder -> assertThat(holders)
                                .as("seed %d, %s of %s", seed, group, split)
                                .contains(holder.person())
                                .allMatch(person -> person.equals(holder.person())
                                        || split.of(person).whole()));
            }
        }
    }
}
