package cn.mingbai.core.operating;

import cn.mingbai.core.outage.DiskPlace;
import cn.mingbai.core.outage.DiskRoom;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How much room is left on each disk that is watched; no number for what is not on this machine. */
@Component
class DiskMeters implements MeterBinder {

    private final DiskRoom room;

    DiskMeters(DiskRoom room) {
        this.room = room;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var place : DiskPlace.values()) {
            Gauge.builder("mingbai.disk.free", () -> number(place, DiskRoom.Seen::free))
                    .description("Free space on the disk of each")
                    .baseUnit("bytes")
                    .tag("place", name(place))
                    .register(registry);
            Gauge.builder(
                            "mingbai.disk.level",
                            () -> number(place, seen -> seen.level().ordinal()))
                    .description(
                            "0: enough room, 1: little, 2: full, so that what needs it is refused, 3: nothing left")
                    .tag("place", name(place))
                    .register(registry);
        }
    }

    private double number(DiskPlace place, ToDoubleFunction<DiskRoom.Seen> part) {
        return room.at(place).map(part::applyAsDouble).orElse(Double.NaN);
    }

    private static String name(DiskPlace place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
