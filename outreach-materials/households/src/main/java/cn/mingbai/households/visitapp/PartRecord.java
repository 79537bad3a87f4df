package cn.mingbai.households.visitapp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of a part's kind as a phone handed it in.
 *
 * @param id made on the phone: the same id is the same record
 * @param content the record in JSON, at most 16 kB; may be hostile
 * @param hash of its content: two records of one id are the same when it is
 * @param deviceAt the phone's clock when it was recorded, or null
 * @param happenedAt the same corrected, never after the receipt
 * @param day its day in Asia/Shanghai
 * @param mark what was wrong with the phone's clock, or null
 * @param received the server's clock at the receipt
 */
public record PartRecord(
        UUID id,
        String content,
        byte[] hash,
        @Nullable Instant deviceAt,
        Instant happenedAt,
        LocalDate day,
        @Nullable String mark,
        Instant received) {}
