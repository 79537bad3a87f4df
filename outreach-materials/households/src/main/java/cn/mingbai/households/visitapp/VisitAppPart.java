package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.devices.Device;
import java.util.List;
import java.util.Optional;

/**
 * A part of the visit app that another module brings: what phones of its people need without a line, one kind of record with
 * its intake, and the scripts that ask for it. Keeping, sending, keys and the answers to a phone stay the app's own, so that a
 * part's record is as safe as a visit: kept before it is sent, sent under the name of who made it, taken in once.
 *
 * @see "ADR 0041"
 */
@Internal
public interface VisitAppPart extends VisitAppScripts {

    /**
     * What a phone of this person needs today, to be written as JSON; empty when the person has no business with the part, so that
     * a phone which had something of it before wipes it.
     */
    Optional<Object> pack(PersonId person);

    /**
     * Takes records of one phone in, whoever asks: what cannot be placed is kept for an officer and never refused. Each has a
     * transaction of its own or shares one; the same id with the same content is answered as the first time.
     *
     * @param device the phone, also when its key has ended
     * @return an answer for each, in their order
     */
    List<RecordResult> take(Device device, List<PartRecord> records);
}
