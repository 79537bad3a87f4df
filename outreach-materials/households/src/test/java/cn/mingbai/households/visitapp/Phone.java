package cn.mingbai.households.visitapp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A phone of a test: makes bodies as the visit app does, and hands them in. */
final class Phone {

    private final VisitApp app;
    private final String key;

    Phone(VisitApp app, String key) {
        this.app = app;
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Hands records in with the phone's clock at {@code now}, or without one. */
    List<RecordResult> handIn(@Nullable Instant now, List<String> records) {
        var body = "{\"now\":" + (now == null ? "null" : "\"" + now + "\"") + ",\"records\":["
                + String.join(",", records) + "]}";
        return app.handIn(key, body.getBytes(StandardCharsets.UTF_8)).records();
    }

    RecordResult handIn(@Nullable Instant now, String record) {
        return handIn(now, List.of(record)).getFirst();
    }

    static String visit(UUID id, Instant at, long household, String outcome, @Nullable String informed) {
        return "{\"id\":\"" + id + "\",\"kind\":\"visit\",\"at\":\"" + at + "\",\"household\":" + household
                + ",\"outcome\":\"" + outcome + "\"" + (informed == null ? "" : ",\"informed\":\"" + informed + "\"")
                + ",\"seconds\":12}";
    }
}
