package cn.mingbai.households.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.DoorReader.OfGroup;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupRunsTest {

    private static final PersonId ONE = new PersonId(1);
    private static final PersonId TWO = new PersonId(2);

    private static AreaSplit.Worker worker(PersonId person) {
        return new AreaSplit.Worker(
                person,
                "W" + person.value(),
                "演示",
                Duty.OUTREACH_B,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(9999, 12, 31));
    }

    @Test
    void groupsThatFollowOneAnotherInOneHandAreOneRunAndNothingIsLost() {
        var groups = List.of(
                new OfGroup("1号楼1单元", 15, 10, 4),
                new OfGroup("1号楼2单元", 15, 12, 0),
                new OfGroup("2号楼1单元", 14, 9, 9),
                new OfGroup("2号楼2单元", 13, 8, 1),
                new OfGroup("", 2, 1, 1));
        var split =
                new AreaSplit(List.of(worker(ONE), worker(TWO)), Map.of("1号楼1单元", ONE, "1号楼2单元", ONE, "2号楼1单元", TWO));
        assertThat(GroupRuns.of(groups, split))
                .containsExactly(
                        new OutreachWorkers.Area("1号楼1单元", "1号楼2单元", 2, 30, 22, 4, worker(ONE)),
                        new OutreachWorkers.Area("2号楼1单元", "2号楼1单元", 1, 14, 9, 9, worker(TWO)),
                        new OutreachWorkers.Area("2号楼2单元", "", 2, 15, 9, 2, null));
    }

    @Test
    void aRangeIsReadInTheOrderOfTheListWhicheverEndWasChosenFirst() {
        var groups = List.of("一组", "二组", "三组", "十组");
        assertThat(OutreachView.range(groups, "三组", "二组")).containsExactly("二组", "三组");
        assertThat(OutreachView.range(groups, "十组", "十组")).containsExactly("十组");
        assertThatThrownBy(() -> OutreachView.range(groups, null, "二组")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> OutreachView.range(groups, "二组", "九组")).isInstanceOf(RuleViolation.class);
    }
}
