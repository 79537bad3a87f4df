package cn.mingbai.core.settings;

import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The local values that rules leave to a place: kept with dates and a source, never assumed. */
public enum SettingKey {
    UNIT("unit", Form.TEXT, Level.VILLAGE),
    STANDARD_URBAN("dibao.standard.urban", Form.YUAN, Level.COUNTY),
    STANDARD_RURAL("dibao.standard.rural", Form.YUAN, Level.COUNTY),
    STANDARD_DOCUMENT("dibao.standard.document", Form.TEXT, Level.COUNTY),
    STANDARD_FROM("dibao.standard.from", Form.TEXT, Level.COUNTY),
    ASSETS_SUMMARY("assets.limit.summary", Form.TEXT, Level.COUNTY),
    ASSETS_DOCUMENT("assets.limit.document", Form.TEXT, Level.COUNTY),
    APPLY_ONLINE("apply.online", Form.TEXT, Level.COUNTY),
    HOTLINE("hotline", Form.PHONE, Level.VILLAGE),
    PHONE_DISTRICT_ADVICE("phone.district.advice", Form.PHONE, Level.COUNTY),
    PHONE_DISTRICT_REPORT("phone.district.report", Form.PHONE, Level.COUNTY),
    PHONE_TOWN_ADVICE("phone.town.advice", Form.PHONE, Level.TOWNSHIP),
    PHONE_TOWN_REPORT("phone.town.report", Form.PHONE, Level.TOWNSHIP),
    PETITION("petition.reception", Form.TEXT, Level.TOWNSHIP),
    /** Above this share of a village's households, a further exclusion waits for a second person. */
    EXCLUSION_SHARE("exclusion.share", Form.PERCENT, Level.COUNTY),
    /** Whether outreach workers may add photos to their records, and what for. */
    VISIT_PHOTO("visit.photo", Form.SWITCH, Level.COUNTY),
    /** Whether a visit's position is kept, and what for. */
    VISIT_POSITION("visit.position", Form.SWITCH, Level.COUNTY);

    private static final Pattern ON = Pattern.compile("开通[：:]\\s*(.+)");

    /** How a value is written. */
    public enum Form {
        /** Any text of 1 to 1,000 characters. */
        TEXT("(?s).{1,1000}"),
        /** Yuan with its period, for example {@code 650元/月}, at most two decimals, optionally marked 演示值. */
        YUAN("\\d{1,6}(\\.\\d{1,2})?元/(月|年)(（演示值）)?"),
        /** {@code 不开通}, or {@code 开通：} and the reason, 4 to 200 characters. */
        SWITCH("不开通|开通[：:][^\\n]{4,200}"),
        /** A share of 0% to 100%, at most one decimal, optionally marked 演示值. */
        PERCENT("(100|\\d{1,2}(\\.\\d)?)%(（演示值）)?"),
        /** A phone number, optionally marked 演示值. */
        PHONE("(1\\d{10}|0\\d{2,3}-?\\d{7,8}|\\d{5})(（演示值）)?");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private final String key;
    private final Form form;
    private final Level lowest;

    SettingKey(String key, Form form, Level lowest) {
        this.key = key;
        this.form = form;
        this.lowest = lowest;
    }

    /** The lowest level whose units set it: a town does not set the district's standard. */
    public Level lowest() {
        return lowest;
    }

    /** Whether nothing waits for it: a rule that a place may set, not a value that is printed. */
    public boolean optional() {
        return this == EXCLUSION_SHARE || form == Form.SWITCH;
    }

    /** The reason for which a value turns on what is off otherwise; empty when it leaves it off. */
    public static Optional<String> onBecause(LocalSetting setting) {
        var matcher = ON.matcher(setting.value());
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
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
        if (value.isBlank()
                || value.codePoints()
                        .anyMatch(c ->
                                Character.isISOControl(c) && c != '\n' || Character.getType(c) == Character.SURROGATE)
                || !form.pattern.matcher(value).matches()) {
            throw new RuleViolation("core.settings.form." + form.name().toLowerCase(java.util.Locale.ROOT), key, value);
        }
    }
}
