package cn.mingbai.materials.boards;

import java.time.LocalDate;
import java.util.UUID;

/**
 * The answer to a recorded act, the same however often it is sent.
 *
 * @param number what the worker may note down: the day it was recorded and a running number
 * @param version the posted text's version, or an empty text for every other act
 * @param late whether it was recorded after the day it was done
 * @param takesPhoto whether a photo may be added: the district takes them, and there is none yet
 * @param hasPhoto whether there is a photo
 */
public record PostingReceipt(
        String number,
        UUID clientId,
        BoardPlace place,
        BoardAct act,
        String version,
        boolean phonesShown,
        LocalDate day,
        boolean late,
        boolean takesPhoto,
        boolean hasPhoto) {}
