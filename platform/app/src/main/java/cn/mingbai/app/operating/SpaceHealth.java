package cn.mingbai.app.operating;

import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.outage.RoomLevel;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * How much room the fullest disk has: UP, LOW, FULL or NONE. None of them makes the server unready: it goes on answering who
 * reads, and another node would write to the same database.
 */
@Component("spaceHealthIndicator")
class SpaceHealth extends AbstractHealthIndicator {

    private final DiskRoom room;

    SpaceHealth(DiskRoom room) {
        this.room = room;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        // Without folder and figure: who may look must not learn how the server is built.
        builder.status(room.worst()
                .map(DiskRoom.Seen::level)
                .map(RoomLevel::name)
                .map(Status::new)
                .orElse(Status.UP));
    }
}
