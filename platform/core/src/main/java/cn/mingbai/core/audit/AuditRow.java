package cn.mingbai.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the trail says.
 *
 * @param at when, to the microsecond
 * @param person who, or null when nobody is known
 * @param actor a name, or what was typed
 * @param refused whether it was refused instead of done
 * @param address where a signed-in person or a log-in came from; null for all others
 */
record AuditRow(
        Instant at,
        @Nullable Long person,
        String actor,
        String what,
        String subject,
        @Nullable Long division,
        String details,
        boolean refused,
        @Nullable String address) {

    private static final int FORM = 1;

    /** The same by somebody. */
    AuditRow by(String name) {
        return new AuditRow(
                at, person, Audit.clean(name, Audit.ACTOR_LENGTH), what, subject, division, details, refused, address);
    }

    /** The bytes that are sealed: the same for the same row, others for any other. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000));
            write(out, person);
            write(out, actor);
            write(out, what);
            write(out, subject);
            write(out, division);
            write(out, details);
            out.writeBoolean(refused);
            write(out, address);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable Long number) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeLong(number);
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        var bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }
}
