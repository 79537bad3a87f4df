package cn.mingbai.households.ledger;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Masks;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the register says of a household.
 *
 * @param group 村民小组, 屯, 网格 or 楼栋; at most 40 characters, may be empty
 * @param head the head's name, at most 60 characters; empty while nobody is known to be head, after a death for instance
 * @param phone a mobile or landline number, if known
 * @param members 1 to 99, if known
 * @param registered 户籍户
 * @param resident 常住户
 * @param assisted 救助对象户
 */
public record HouseholdDetails(
        String group,
        String head,
        @Nullable String phone,
        @Nullable Integer members,
        boolean registered,
        boolean resident,
        boolean assisted) {

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{2,3}-?\\d{7,8}|\\d{7,8}");
    private static final int GROUP_LENGTH = 40;
    private static final int HEAD_LENGTH = 60;
    private static final int MEMBERS = 99;

    public HouseholdDetails {
        group = checked(group.strip(), 0, GROUP_LENGTH, "households.details.group");
        head = checked(head.strip(), 0, HEAD_LENGTH, "households.details.head");
        phone = phone == null || phone.isBlank() ? null : phone.strip();
        if (phone != null && !PHONE.matcher(phone).matches()) {
            throw new RuleViolation("households.details.phone", phone);
        }
        if (members != null && (members < 1 || members > MEMBERS)) {
            throw new RuleViolation("households.details.members", MEMBERS, members);
        }
    }

    /** The details, if they name a head. */
    HouseholdDetails withHead() {
        checked(head, 1, HEAD_LENGTH, "households.details.head");
        return this;
    }

    /** A head's name as lists show it: masked, or a dash while there is none. */
    public static String masked(String head) {
        return head.isBlank() ? "—" : Masks.name(head);
    }

    private static String checked(String text, int shortest, int longest, String key) {
        var length = text.codePointCount(0, text.length());
        if (length < shortest || length > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw new RuleViolation(key, longest, text.length() <= longest ? text : text.substring(0, longest) + "…");
        }
        return text;
    }

    /** The details without the names of anybody, for messages. */
    @Override
    public String toString() {
        return "HouseholdDetails[" + group + "]";
    }
}
