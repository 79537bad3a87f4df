package cn.mingbai.district.inspections;

import cn.mingbai.core.idnumbers.IdNumbers;
import cn.mingbai.households.visits.Relation;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A check as a phone handed it in, as far as it can be read: {@code docs/visit-app-api.md} has its form.
 *
 * @param item the household drawn that it names, or null
 * @param finding what was found; null when a field has not the form it must have
 */
record PhoneCheck(@Nullable ItemId item, @Nullable Finding finding) {

    private static final int LONGEST = 1000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * Reads a record.
     *
     * @param content in JSON; may be hostile
     * @param day on which it was recorded
     */
    static PhoneCheck read(String content, LocalDate day) {
        JsonNode node;
        try {
            node = MAPPER.readTree(content);
        } catch (JacksonException unreadable) {
            return new PhoneCheck(null, null);
        }
        var item = node.path("item");
        var named = item.isIntegralNumber() && item.canConvertToLong() && item.longValue() >= 0
                ? new ItemId(item.longValue())
                : null;
        return new PhoneCheck(named, named == null ? null : new Reader(node).finding(day));
    }

    /** Reads the fields and notes whether all had their form. */
    private static final class Reader {
        private final JsonNode node;
        private boolean readable = true;

        Reader(JsonNode node) {
            this.node = node;
        }

        @Nullable
        Finding finding(LocalDate day) {
            var outcome = one(FindingOutcome.values(), "outcome");
            var spokeWith = one(Relation.values(), "spokeWith");
            var sheet = yes("sheet");
            var informed = yes("informed");
            var answers = number("answers");
            var phone = yes("phone");
            var satisfaction = one(Satisfaction.values(), "satisfaction");
            var signed = yes("signed");
            var unlisted = number("unlisted");
            var problem = text("problem");
            var deadline = day("deadline");
            return !readable || outcome == null
                    ? null
                    : new Finding(
                            day,
                            outcome,
                            spokeWith,
                            sheet,
                            informed,
                            answers,
                            phone,
                            satisfaction,
                            signed,
                            unlisted == null ? 0 : unlisted,
                            problem == null ? "" : problem,
                            deadline);
        }

        private @Nullable JsonNode field(String name) {
            var value = node.path(name);
            return value.isMissingNode() || value.isNull() ? null : value;
        }

        private <E extends Enum<E>> @Nullable E one(E[] values, String name) {
            var value = field(name);
            if (value == null) {
                return null;
            }
            for (var each : values) {
                if (value.isString() && each.name().equals(value.stringValue())) {
                    return each;
                }
            }
            readable = false;
            return null;
        }

        private @Nullable Boolean yes(String name) {
            var value = field(name);
            readable &= value == null || value.isBoolean();
            return value != null && value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
        }

        private @Nullable Integer number(String name) {
            var value = field(name);
            readable &= value == null || value.isIntegralNumber() && value.canConvertToInt();
            return value != null && value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
        }

        private @Nullable String text(String name) {
            var value = field(name);
            if (value == null) {
                return null;
            }
            if (!value.isString() || value.stringValue().length() > LONGEST) {
                readable = false;
                return null;
            }
            return IdNumbers.blotted(value.stringValue());
        }

        private @Nullable LocalDate day(String name) {
            var text = text(name);
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException impossible) {
                readable = false;
                return null;
            }
        }
    }
}
