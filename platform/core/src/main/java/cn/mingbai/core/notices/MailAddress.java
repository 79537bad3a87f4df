package cn.mingbai.core.notices;

import cn.mingbai.core.error.RuleViolation;
import java.util.regex.Pattern;

/** What is taken as an address for mail: one plain address, nothing that a mail header could be bent with. */
final class MailAddress {

    private static final int LENGTH = 254;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    private MailAddress() {}

    /** The address without blanks around it. */
    static String checked(String address) {
        var plain = address.strip();
        if (plain.length() > LENGTH || !PLAIN.matcher(plain).matches()) {
            throw new RuleViolation("core.notice.address-form");
        }
        return plain;
    }
}
