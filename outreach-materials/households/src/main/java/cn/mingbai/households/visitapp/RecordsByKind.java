package cn.mingbai.households.visitapp;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.devices.DeviceKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Leads each record of a phone to whom it is for: to the app's own intake, or to the part that brought its kind. */
@Component
class RecordsByKind {

    private static final Set<String> OWN = Set.of("visit", "meeting", "bind", "found", "confirm");

    private final DeviceKeys keys;
    private final RecordIntake intake;
    private final Map<String, VisitAppPart> parts = new TreeMap<>();
    private final Clock clock;

    RecordsByKind(DeviceKeys keys, RecordIntake intake, List<VisitAppPart> parts, Clock clock) {
        this.keys = keys;
        this.intake = intake;
        this.clock = clock;
        parts.forEach(part -> {
            if (OWN.contains(part.name()) || this.parts.put(part.name(), part) != null) {
                throw new IllegalStateException("expected a part of another name than " + part.name());
            }
        });
    }

    /** All parts, by name. */
    Map<String, VisitAppPart> parts() {
        return parts;
    }

    /**
     * The phone with this key as it was known when it was last looked at: enough to read what it sends.
     *
     * @throws AccessRefused when the key is unknown
     */
    Device lately(String key) {
        return intake.lately(key, this::device);
    }

    /**
     * Takes the records in of the phone that shows this key.
     *
     * @param lately the phone as it was known at some time
     * @param deviceNow the phone's clock when it handed them in, or null
     * @return an answer for each, in their order
     * @throws AccessRefused when the key is unknown
     */
    List<RecordResult> take(String key, Device lately, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        return take(
                records,
                own -> intake.take(key, lately, deviceNow, own),
                (part, its) -> take(part, device(key), deviceNow, its));
    }

    /**
     * Takes the records in of a phone that is known.
     *
     * @param deviceNow the phone's clock when it handed them in, or null
     * @return an answer for each, in their order
     */
    List<RecordResult> take(Device device, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        return take(
                records, own -> intake.take(device, deviceNow, own), (part, its) -> take(part, device, deviceNow, its));
    }

    private Device device(String key) {
        return keys.behind(key).orElseThrow(() -> new AccessRefused("households.phone.key-unknown"));
    }

    private List<RecordResult> take(
            List<PhoneRecord> records,
            Function<List<PhoneRecord>, List<RecordResult>> toIntake,
            BiFunction<VisitAppPart, List<PhoneRecord>, List<RecordResult>> toPart) {
        var own = new ArrayList<PhoneRecord>();
        var foreign = new LinkedHashMap<VisitAppPart, List<PhoneRecord>>();
        var places = new ArrayList<List<PhoneRecord>>();
        for (var record : records) {
            var part = record.kind() == null ? parts.get(PhoneRecords.kind(record)) : null;
            var place = part == null ? own : foreign.computeIfAbsent(part, none -> new ArrayList<>());
            place.add(record);
            places.add(place);
        }
        if (foreign.isEmpty()) {
            return toIntake.apply(records);
        }
        // What counts in the figures comes first: when a part fails, that is handed in, and the phone sends the rest.
        var answers = new IdentityHashMap<List<PhoneRecord>, Iterator<RecordResult>>();
        answers.put(own, toIntake.apply(own).iterator());
        foreign.forEach((part, its) -> answers.put(its, toPart.apply(part, its).iterator()));
        return places.stream()
                .map(place -> Objects.requireNonNull(answers.get(place)).next())
                .toList();
    }

    private List<RecordResult> take(
            VisitAppPart part, Device device, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        var received = clock.instant();
        return part.take(
                device,
                records.stream()
                        .map(record -> read(record, deviceNow, received, device))
                        .toList());
    }

    private static PartRecord read(PhoneRecord record, @Nullable Instant deviceNow, Instant received, Device device) {
        var time = PhoneClock.read(record.at(), deviceNow, received, device.knownSince());
        var mark = time.mark();
        return new PartRecord(
                record.id(),
                record.content(),
                record.hash(),
                record.at(),
                time.happenedAt(),
                time.visitedOn(),
                mark == null ? null : mark.name(),
                received);
    }
}
