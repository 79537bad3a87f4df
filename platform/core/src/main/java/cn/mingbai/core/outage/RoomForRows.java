package cn.mingbai.core.outage;

import cn.mingbai.core.error.NoRoom;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Refuses each transaction that may write while there is no room for it; those that only read begin as ever. */
@Component
class RoomForRows implements TransactionExecutionListener {

    private final DiskRoom room;

    RoomForRows(DiskRoom room) {
        this.room = room;
    }

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        if (!transaction.isReadOnly() && room.refusesRows()) {
            throw new NoRoom();
        }
    }
}
