package cn.mingbai.households.visitapp;

import cn.mingbai.households.devices.Device;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Leads each record of a phone to whom it is for: to the app's own intake, or to the part that brought its kind. */
@Component
class RecordsByKind {

    private static final Set<String> OWN = Set.of("visit", "meeting", "bind", "found", "confirm");

    private final RecordIntake intake;
    private final Map<String, VisitAppPart> parts = new TreeMap<>();
    private final Clock clock;

    RecordsByKind(RecordIntake intake, List<VisitAppPart> parts, Clock clock) {
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
     * Takes the records in.
     *
     * @param deviceNow the phone's clock when it handed them in, or null
     * @return an answer for each, in their order
     */
    List<RecordResult> take(Device device, @Nullable Instant deviceNow, List<PhoneRecord> records) {
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
            return intake.take(device, deviceNow, records);
        }
        // What counts in the figures comes first; a part that fails leaves it handed in, and the phone sends the rest
        // again.
        var answers = new java.util.IdentityHashMap<List<PhoneRecord>, java.util.Iterator<RecordResult>>();
        answers.put(own, intake.take(device, deviceNow, own).iterator());
        var received = clock.instant();
        foreign.forEach((part, its) -> answers.put(
                its,
                part.take(
                                device,
                                its.stream()
                                        .map(record -> read(record, deviceNow, received, device))
                                        .toList())
                        .iterator()));
        return places.stream()
                .map(place ->
                        java.util.Objects.requireNonNull(answers.get(place)).next())
                .toList();
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
