package cn.mingbai.materials.boards;

import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something done at a place, as it is handed in.
 *
 * @param clientId made with the form: the same id is the same act, however often it is sent
 * @param text which text was posted; null for every other act
 * @param phonesShown whether the phones of both levels can be read on the board
 */
public record PostingDraft(
        UUID clientId,
        BoardPlaceId place,
        BoardAct act,
        @Nullable TextId text,
        boolean phonesShown,
        LocalDate day) {}
