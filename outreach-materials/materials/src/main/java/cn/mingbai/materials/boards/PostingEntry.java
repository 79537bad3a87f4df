package cn.mingbai.materials.boards;

import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.materials.texts.TextId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something done at a place, as recorded.
 *
 * @param text which text was posted; null for every other act
 * @param phonesShown whether the phones of both levels could be read
 * @param by the recorder's name
 * @param photo the photo, or null
 * @param withdrawnBecause why it does not count, or null while it counts
 */
public record PostingEntry(
        long id,
        UUID clientId,
        BoardPlaceId place,
        BoardAct act,
        @Nullable TextId text,
        boolean phonesShown,
        LocalDate day,
        String by,
        Instant recordedAt,
        @Nullable AttachmentId photo,
        @Nullable String withdrawnBecause) {}
