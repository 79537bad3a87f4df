package cn.mingbai.core.settings;

import cn.mingbai.core.error.RuleViolation;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The local values that rules leave to a place: kept with dates and a source, never assumed. */
public enum SettingKey {
    UNIT("unit", Form.TEXT),
    STANDARD_URBAN("dibao.standard.urban", Form.YUAN),
    STANDARD_RURAL("dibao.standard.rural", Form.YUAN),
    STANDARD_DOCUMENT("dibao.standard.document", Form.TEXT),
    STANDARD_FROM("dibao.standard.from", Form.TEXT),
    ASSETS_SUMMARY("assets.limit.summary", Form.TEXT),
    ASSETS_DOCUMENT("assets.limit.document", Form.TEXT),
    APPLY_ONLINE("apply.online", Form.TEXT),
    HOTLINE("hotline", Form.PHONE),
    PHONE_DISTRICT_ADVICE("phone.district.advice", Form.PHONE),
    PHONE_DISTRICT_REPORT("phone.district.report", Form.PHONE),
    PHONE_TOWN_ADVICE("phone.town.advice", Form.PHONE),
    PHONE_TOWN_REPORT("phone.town.report", Form.PHONE);

    /** How a value is written. */
    public enum Form {
        /** Any text of 1 to 1,000 characters. */
        TEXT("(?s).{1,1000}"),
        /** Yuan with its period, for example {@code 650元/月}, at most two decimals, optionally marked 演示值. */
        YUAN("\\d{1,6}(\\.\\d{1,2})?元/(月|年)(（演示值）)?"),
        /** A phone number, optionally marked 演示值. */
        PHONE("(1\\d{10}|0\\d{2,3}-?\\d{7,8}|\\d{5})(（演示值）)?");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private final String key;
    private final Form form;

    SettingKey(String key, Form form) {
        this.key = key;
        this.form = form;
    }

    /** The key as placeholders write it: {@code {{phone.town.advice}}}. */
    public String key() {
        return key;
    }

    /** How its value is written. */
    public Form form() {
        return form;
    }

    /** The setting of this key. */
    public static Optional<SettingKey> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    void check(String value) {
        if (value.isBlank() || !form.pattern.matcher(value).matches()) {
            throw new RuleViolation("core.settings.form." + form.name().toLowerCase(java.util.Locale.ROOT), key, value);
        }
    }
}
