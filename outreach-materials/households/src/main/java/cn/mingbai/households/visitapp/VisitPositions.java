package cn.mingbai.households.visitapp;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Spot;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.visits.MultiRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps where a visit was recorded, where the district wants that and said what for. It is no condition of anything: a visit
 * without a position, or with one that makes no sense, is taken in like any other.
 */
@Component
class VisitPositions {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String FIELD = "\"position\"";
    private static final Set<String> SYSTEMS = Set.of("WGS84", "GCJ02");
    private static final double FARTHEST = 100_000;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final SettingDirectory settings;
    private final Clock clock;

    VisitPositions(JdbcClient jdbc, FieldCipher cipher, SettingDirectory settings, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.settings = settings;
        this.clock = clock;
    }

    /** The reason for which positions are kept at a village today; empty where none are. */
    Optional<String> keptBecause(DivisionId village) {
        return Optional.ofNullable(settings.inForce(village, Times.today(clock)).get(SettingKey.VISIT_POSITION))
                .flatMap(SettingKey::onBecause);
    }

    /** Keeps the positions of these records; the first that came for a record stays. Where none are kept it does nothing. */
    void keep(Device device, List<PhoneRecord> records) {
        var some = records.stream()
                .filter(record -> record.kind() == PhoneRecord.Kind.VISIT
                        && record.content().contains(FIELD))
                .toList();
        if (some.isEmpty() || keptBecause(device.home()).isEmpty()) {
            return;
        }
        var now = Times.sql(clock.instant());
        var rows = new ArrayList<Object[]>();
        // In one order for all, so that the same records sent twice at once do not wait for each other in a circle.
        some.stream()
                .sorted(Comparator.comparing(PhoneRecord::id))
                .forEach(record -> spot(record.content())
                        .ifPresent(spot -> rows.add(new Object[] {
                            record.id().toString(), device.id().value(), cipher.encrypt(spot.text()), now
                        })));
        MultiRow.insert(
                jdbc,
                "insert ignore into visit_position (record_id, device_id, content, recorded_at) values ",
                "(?, ?, ?, ?)",
                rows);
    }

    /** The position that a record names, or nothing when it names none that can be. */
    static Optional<Spot> spot(String content) {
        try {
            var position = MAPPER.readTree(content).path("position");
            var latitude = position.path("lat").asDouble(Double.NaN);
            var longitude = position.path("lon").asDouble(Double.NaN);
            var accuracy = position.path("accuracy").asDouble(Double.NaN);
            var system =
                    position.path("system").isString() ? position.path("system").stringValue() : "";
            return Math.abs(latitude) <= 90
                            && Math.abs(longitude) <= 180
                            && accuracy >= 0
                            && accuracy <= FARTHEST
                            && SYSTEMS.contains(system)
                    ? Optional.of(new Spot(latitude, longitude, accuracy, system))
                    : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
