package cn.mingbai.core.merging;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.merging.DuplicateSearch.Candidate;
import cn.mingbai.core.merging.DuplicateSearch.Found;
import cn.mingbai.core.merging.DuplicateSearch.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateSearchTest {

    private static final long TOWN = 10;
    private static final long VILLAGE = 11;
    private static final long NEXT_VILLAGE = 12;
    private static final long FAR_VILLAGE = 21;
    private static final long FAR_TOWN = 20;

    private static Candidate at(long id, String name, @Nullable String phone, String number, long unit) {
        var town = unit == FAR_VILLAGE || unit == FAR_TOWN ? FAR_TOWN : TOWN;
        return new Candidate(id, name, phone, number, Set.of(unit), Set.of(town));
    }

    private static List<Found> of(Candidate... candidates) {
        return DuplicateSearch.of(List.of(candidates), Set.of());
    }

    @Test
    void theSameNameAndPhoneIsSuspectedHoweverTheNameIsSpaced() {
        assertThat(of(at(1, "王  国强", "13800000001", "A100", VILLAGE), at(2, "王国强", "13800000001", "Z9", FAR_VILLAGE)))
                .containsExactly(new Found(new Pair(1, 2), Set.of(Why.NAME_AND_PHONE)));
        assertThat(of(
                        at(1, "买买提·艾力", "13800000001", "A100", VILLAGE),
                        at(2, "买买提•艾力", "13800000001", "Z9", FAR_VILLAGE)))
                .hasSize(1);
    }

    @Test
    void theSameNameNearbyIsSuspectedAndFarAwayIsNot() {
        for (var near : new long[] {VILLAGE, NEXT_VILLAGE, TOWN}) {
            assertThat(of(at(1, "王丽", null, "A100", VILLAGE), at(2, "王丽", null, "Z9", near)))
                    .containsExactly(new Found(new Pair(1, 2), Set.of(Why.NAME_AND_PLACE)));
        }
        assertThat(of(at(1, "王丽", null, "A100", VILLAGE), at(2, "王丽", null, "Z9", FAR_VILLAGE)))
                .isEmpty();
        assertThat(of(at(1, "王丽", null, "A100", VILLAGE), at(2, "王莉", null, "Z9", VILLAGE)))
                .isEmpty();
    }

    @Test
    void otherPhonesAtOtherUnitsSpeakAgainstIt() {
        var one = at(1, "王丽", "13800000001", "YS0015", VILLAGE);
        assertThat(of(one, at(2, "王丽", "13800000002", "YS0025", NEXT_VILLAGE))).isEmpty();
        assertThat(of(one, at(2, "王丽", "13800000002", "YS0025", VILLAGE))).hasSize(1);
        assertThat(of(one, at(2, "王丽", null, "YS0025", NEXT_VILLAGE))).hasSize(1);
        assertThat(of(at(1, "王丽", "13800000001", "015", VILLAGE), at(2, "王丽", "13800000002", "15", FAR_VILLAGE)))
                .containsExactly(new Found(new Pair(1, 2), Set.of(Why.NUMBER_ZEROS)));
    }

    @Test
    void neighbouringNumbersOfDifferentPeopleAreNoReason() {
        assertThat(of(
                        at(1, "王丽", "13800000001", "A1001", VILLAGE),
                        at(2, "李强", "13800000002", "A1002", VILLAGE),
                        at(3, "赵敏", null, "A1003", VILLAGE)))
                .isEmpty();
    }

    @Test
    void aSlipInTheNumberIsAReasonWithTheSameNameOrPhone() {
        assertThat(of(at(1, "王丽", null, "A1001", VILLAGE), at(2, "王丽", null, "A1010", FAR_VILLAGE)))
                .containsExactly(new Found(new Pair(1, 2), Set.of(Why.NUMBER_SLIP)));
        assertThat(of(at(1, "王丽", "13800000001", "007", VILLAGE), at(2, "王莉", "13800000001", "7", FAR_VILLAGE)))
                .containsExactly(new Found(new Pair(1, 2), Set.of(Why.NUMBER_ZEROS)));
    }

    @ParameterizedTest
    @CsvSource({
        "A1001,A1002,true", "A1001,A1010,true", "A1001,A101,true", "A1001,A10011,true", "ab,ba,true",
        "A1001,A1001,false", "A1001,A1100,false", "A1001,B1002,false", "A12,A345,false", "A1001,A0110,false",
        "1234,2143,false", "12,1234,false"
    })
    void oneTypingSlipIsOneCharacterOrOneSwap(String one, String other, boolean slip) {
        assertThat(DuplicateSearch.slip(one, other)).isEqualTo(slip);
        assertThat(DuplicateSearch.slip(other, one)).isEqualTo(slip);
    }

    @Test
    void everyReasonIsNamedAndMostReasonsComeFirst() {
        var found = of(
                at(1, "赵敏", null, "Q5", VILLAGE),
                at(2, "赵敏", null, "R77", VILLAGE),
                at(3, "王丽", "13800000001", "A1001", VILLAGE),
                at(4, "王丽", "13800000001", "A1002", VILLAGE));
        assertThat(found)
                .containsExactly(
                        new Found(new Pair(3, 4), Set.of(Why.NAME_AND_PHONE, Why.NAME_AND_PLACE, Why.NUMBER_SLIP)),
                        new Found(new Pair(1, 2), Set.of(Why.NAME_AND_PLACE)));
    }

    @Test
    void aPairThatSomebodyDecidedAboutIsNotSuspectedAgain() {
        var candidates = List.of(
                at(1, "王丽", null, "A1", VILLAGE),
                at(2, "王丽", null, "B22", VILLAGE),
                at(3, "王丽", null, "C333", VILLAGE));
        assertThat(DuplicateSearch.of(candidates, Set.of(new Pair(1, 2))))
                .extracting(Found::pair)
                .containsExactly(new Pair(1, 3), new Pair(2, 3));
    }

    @Test
    void fiftyThousandPeopleWithCommonNamesAreSearchedInSeconds() {
        var people = new ArrayList<Candidate>();
        for (var i = 0; i < 50_000; i++) {
            people.add(new Candidate(
                    i, "姓" + i % 5000, "138%08d".formatted(i), "N" + i * 7919, Set.of((long) i % 300), Set.of()));
        }
        var start = System.nanoTime();
        assertThat(DuplicateSearch.of(people, Set.of())).isNotNull();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
    }
}
