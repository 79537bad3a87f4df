package cn.mingbai.households.visitapp;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.idnumbers.IdNumbers;
import cn.mingbai.core.web.FormText;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a phone hands in. Only a body that is no list of records is refused; a record whose fields make no sense is
 * read as far as it goes and kept for the town officer.
 */
final class PhoneRecords {

    /** The most records in one call. */
    static final int MOST = 100;

    /** The most households ticked at one meeting. */
    static final int MOST_TICKED = 1000;

    private static final int MOST_ANSWERS = 10;
    private static final int LONGEST_CODE = 40;

    /** The longest record kept, in bytes. */
    static final int LONGEST = 16_000;

    private static final int MOST_MEMBERS = 99;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(12)
                            .maxNumberLength(30)
                            .maxStringLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PhoneRecords() {}

    /**
     * A call's records.
     *
     * @param now the phone's clock when it sent them, or null
     * @param refused what has no id to answer to, is too long to keep, or stands beyond the hundredth: as the phone named
     *     it, cut at 60 characters
     */
    record Handed(@Nullable Instant now, List<PhoneRecord> records, List<String> refused) {}

    /**
     * Reads a body.
     *
     * @throws RuleViolation when it is no JSON object with a list of records
     */
    static Handed read(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException unreadable) {
            throw new RuleViolation("households.phone.unreadable");
        }
        if (root == null || !root.isObject() || !root.path("records").isArray()) {
            throw new RuleViolation("households.phone.unreadable");
        }
        var records = new ArrayList<PhoneRecord>();
        var refused = new ArrayList<String>();
        for (var node : root.path("records")) {
            var record = records.size() < MOST ? record(node) : Optional.<PhoneRecord>empty();
            record.ifPresentOrElse(records::add, () -> refused.add(named(node)));
        }
        return new Handed(instant(root.path("now")), List.copyOf(records), List.copyOf(refused));
    }

    /** The most records in one file. */
    static final int MOST_IN_FILE = 5000;

    /**
     * What a phone wrote into a file because it could not hand it in.
     *
     * @param records the records of each registration of the phone, by its number, in the order of the file
     */
    record FileOfPhone(Map<Long, List<PhoneRecord>> records, List<String> refused) {

        /** The records of a registration, as many in each list as one call holds. */
        List<List<PhoneRecord>> calls(long device) {
            var its = records.getOrDefault(device, List.of());
            var calls = new ArrayList<List<PhoneRecord>>();
            for (var from = 0; from < its.size(); from += MOST) {
                calls.add(its.subList(from, Math.min(from + MOST, its.size())));
            }
            return calls;
        }
    }

    /**
     * Reads a file of a phone.
     *
     * @throws RuleViolation when it is none
     */
    static FileOfPhone file(byte[] bytes) {
        JsonNode root;
        try {
            root = MAPPER.readTree(bytes);
        } catch (JacksonException unreadable) {
            throw new RuleViolation("households.phone-file.unreadable");
        }
        if (root == null
                || !"mingbai-visits/1".equals(root.path("format").asString(""))
                || !root.path("records").isArray()
                || root.path("records").size() > MOST_IN_FILE) {
            throw new RuleViolation("households.phone-file.unreadable");
        }
        var records = new LinkedHashMap<Long, List<PhoneRecord>>();
        var refused = new ArrayList<String>();
        for (var node : root.path("records")) {
            var device = node.path("device");
            var known = device.isIntegralNumber() && device.canConvertToLong();
            (known ? record(node.path("record")) : Optional.<PhoneRecord>empty())
                    .ifPresentOrElse(
                            record -> records.computeIfAbsent(device.longValue(), key -> new ArrayList<>())
                                    .add(record),
                            () -> refused.add(named(node.path("record"))));
        }
        return new FileOfPhone(records, refused);
    }

    /** What a record that none of our kinds fits says of its kind, in small letters; may be empty. */
    static String kind(PhoneRecord record) {
        var kind = MAPPER.readTree(record.content()).path("kind");
        return kind.isString() && kind.stringValue().length() <= LONGEST_CODE
                ? kind.stringValue().toLowerCase(Locale.ROOT)
                : "";
    }

    private static String named(JsonNode node) {
        var id = node.path("id");
        var text = id.isString() ? id.stringValue() : "";
        return text.substring(0, text.offsetByCodePoints(0, Math.min(60, text.codePointCount(0, text.length()))));
    }

    private static Optional<PhoneRecord> record(JsonNode node) {
        var id = FormText.uuid(node.path("id").isString() ? node.path("id").stringValue() : "");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var content = node.toString();
        if (content.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(new Reader(node).record(id.get(), content));
    }

    /** Reads the fields of one record and notes whether all had their form. */
    private static final class Reader {
        private final JsonNode node;
        private boolean readable = true;

        Reader(JsonNode node) {
            this.node = node;
        }

        PhoneRecord record(UUID id, String content) {
            var kind = named(PhoneRecord.Kind.values(), "kind");
            var at = instant(node.path("at"));
            var village = number("village", Long.MAX_VALUE);
            var household = number("household", Long.MAX_VALUE);
            var number = text("number", 30);
            var code = text("code", 60);
            var outcome = named(VisitOutcome.values(), "outcome");
            var informed = named(Relation.values(), "informed");
            var member = text("member", 60);
            var seconds = number("seconds", 3600);
            var place = text("place", 60);
            var ticked = ticked();
            var confirm = kind == PhoneRecord.Kind.CONFIRM ? confirm() : null;
            var found = kind == PhoneRecord.Kind.FOUND ? found() : null;
            readable &= kind != null
                    && switch (kind) {
                        case VISIT -> outcome != null && outcome != VisitOutcome.MEETING;
                        case MEETING -> !ticked.isEmpty();
                        case BIND -> code != null || number != null;
                        case CONFIRM -> confirm != null;
                        case FOUND -> found != null && outcome != VisitOutcome.MEETING;
                    };
            var hash = hash(
                    kind,
                    at,
                    village,
                    household,
                    number,
                    code,
                    outcome,
                    informed,
                    member,
                    seconds,
                    place,
                    ticked,
                    kind == null || kind == PhoneRecord.Kind.FOUND || kind == PhoneRecord.Kind.CONFIRM || !readable
                            ? content
                            : "");
            return new PhoneRecord(
                    id,
                    kind,
                    at,
                    village,
                    household,
                    number,
                    code,
                    outcome,
                    informed,
                    member,
                    seconds == null ? null : seconds.intValue(),
                    place == null ? "" : place,
                    ticked,
                    confirm,
                    found,
                    readable,
                    content,
                    hash);
        }

        /** How a household was asked, as the app says it. */
        private enum Way {
            FACE,
            PROXY
        }

        private PhoneRecord.@Nullable Confirm confirm() {
            var way = named(Way.values(), "way");
            var version = text("version", 10);
            var answers = new LinkedHashMap<String, String>();
            var given = node.path("answers");
            if (way == null || version == null || !given.isArray() || given.size() > MOST_ANSWERS) {
                return null;
            }
            for (var each : given) {
                var question = each.path("question");
                var choice = each.path("choice");
                if (!isShort(question) || !isShort(choice)) {
                    return null;
                }
                // Answered twice is answered by neither.
                if (answers.put(question.stringValue(), choice.stringValue()) != null) {
                    return null;
                }
            }
            return new PhoneRecord.Confirm(
                    way == Way.FACE ? Answering.ASKED_IN_PERSON : Answering.ANSWERED_FOR,
                    version,
                    Collections.unmodifiableMap(answers));
        }

        private static boolean isShort(JsonNode value) {
            return value.isString() && value.stringValue().length() <= LONGEST_CODE;
        }

        private PhoneRecord.@Nullable Found found() {
            var members = number("members", MOST_MEMBERS + 1L);
            var group = text("group", 40);
            var head = text("head", 60);
            try {
                return new PhoneRecord.Found(
                        new HouseholdDetails(
                                group == null ? "" : group,
                                head == null ? "" : head,
                                text("phone", 20),
                                members == null ? null : members.intValue(),
                                yes("registered", true),
                                yes("resident", true),
                                yes("assisted", false)),
                        text("evidence", 200));
            } catch (RuleViolation impossible) {
                return null;
            }
        }

        private boolean yes(String name, boolean otherwise) {
            var value = node.path(name);
            readable &= value.isMissingNode() || value.isNull() || value.isBoolean();
            return value.isBoolean() ? value.booleanValue() : otherwise;
        }

        private @Nullable Long number(String name, long most) {
            var value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                readable = false;
                return null;
            }
            return Math.min(value.longValue(), most);
        }

        private @Nullable String text(String name, int longest) {
            var value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isString()
                    || value.stringValue().length() > longest
                    || value.stringValue()
                            .codePoints()
                            .anyMatch(c -> Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT
                                    || Character.getType(c) == Character.SURROGATE)) {
                readable = false;
                return null;
            }
            // A record is not given back for it: the worker stands at the next door.
            var text = IdNumbers.blotted(value.stringValue().strip());
            return text.isEmpty() ? null : text;
        }

        private <E extends Enum<E>> @Nullable E named(E[] values, String name) {
            var value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (value.isString()) {
                var wanted = value.stringValue().toUpperCase(Locale.ROOT);
                for (var each : values) {
                    if (each.name().equals(wanted)) {
                        return each;
                    }
                }
            }
            readable = false;
            return null;
        }

        private List<Long> ticked() {
            var value = node.path("households");
            if (value.isMissingNode() || value.isNull()) {
                return List.of();
            }
            var ids = new TreeSet<Long>();
            if (value.isArray() && value.size() <= MOST_TICKED) {
                for (var each : value) {
                    if (each.isIntegralNumber() && each.canConvertToLong() && each.longValue() >= 0) {
                        ids.add(each.longValue());
                    } else {
                        readable = false;
                    }
                }
            } else {
                readable = false;
            }
            return List.copyOf(ids);
        }
    }

    private static @Nullable Instant instant(JsonNode value) {
        if (!value.isString() || value.stringValue().length() > 40) {
            return null;
        }
        try {
            var read = Instant.parse(value.stringValue());
            return read.isBefore(Instant.EPOCH) || read.isAfter(LATEST) ? null : read;
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static byte[] hash(@Nullable Object... fields) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : fields) {
                digest.update(String.valueOf(field).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0x1f);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
