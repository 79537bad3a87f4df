package cn.mingbai.households.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupOrderTest {

    @Test
    void ordersGroupsAsPeopleCount() {
        assertThat(sorted("十组", "二组", "3组", "一组", "十一组")).containsExactly("一组", "二组", "3组", "十组", "十一组");
        assertThat(sorted("3号楼2单元", "12号楼1单元", "3号楼十单元", "3号楼1单元"))
                .containsExactly("3号楼1单元", "3号楼2单元", "3号楼十单元", "12号楼1单元");
        assertThat(sorted("", "东屯二组", "东屯一组", "二十一组", "二十组", "一百零二组"))
                .containsExactly("二十组", "二十一组", "一百零二组", "东屯一组", "东屯二组", "");
        assertThat(sorted("第十组", "第二组", "３组", "第1组")).containsExactly("３组", "第1组", "第二组", "第十组");
    }

    @Test
    void leavesNumeralsInsideNamesAlone() {
        assertThat(GroupOrder.key("万家屯")).isEqualTo("1万家屯");
        assertThat(GroupOrder.key("十里堡")).isEqualTo("1十里堡");
        assertThat(GroupOrder.key("第一二三组")).isEqualTo("1第00000001231组");
    }

    @Test
    void survivesNumbersThatAreNoNumbers() {
        assertThat(GroupOrder.key("9".repeat(40) + "组")).startsWith("0999999999");
        assertThat(GroupOrder.key("1a".repeat(40)).length()).isLessThanOrEqualTo(GroupOrder.LENGTH);
        assertThat(GroupOrder.key("百百百百组")).isNotEmpty();
    }

    private static List<String> sorted(String... groups) {
        var list = new ArrayList<>(List.of(groups));
        Collections.shuffle(list, new Random(7));
        list.sort(Comparator.comparing(GroupOrder::key));
        return list;
    }
}
