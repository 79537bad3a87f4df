package cn.mingbai.households.believability;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something was recorded, as a phone said it.
 *
 * @param latitude in degrees, -90..90
 * @param longitude in degrees, -180..180
 * @param accuracy in metres: it is within this distance with 68% confidence, as browsers define it
 * @param system the system that the degrees are in: WGS84, or GCJ02, which differs from it by hundreds of metres
 */
public record Spot(double latitude, double longitude, double accuracy, String system) {

    private static final Pattern FORM =
            Pattern.compile("(-?\\d{1,3}\\.\\d{6}),(-?\\d{1,3}\\.\\d{6}),(\\d{1,6}),([A-Z0-9]{1,12})");

    private static final double METRES_PER_DEGREE = 111_320;

    /** How it is kept; {@link #of} reads it. */
    public String text() {
        return String.format(Locale.ROOT, "%.6f,%.6f,%.0f,%s", latitude, longitude, accuracy, system);
    }

    /** The spot that was kept so, or nothing when it is no such text. */
    public static Optional<Spot> of(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Spot(
                        Double.parseDouble(matcher.group(1)),
                        Double.parseDouble(matcher.group(2)),
                        Double.parseDouble(matcher.group(3)),
                        matcher.group(4)))
                : Optional.empty();
    }

    /** The distance in metres, as on a plane; spots of different systems are never near. */
    double distance(Spot other) {
        if (!system.equals(other.system)) {
            return Double.POSITIVE_INFINITY;
        }
        var north = (latitude - other.latitude) * METRES_PER_DEGREE;
        var east = (longitude - other.longitude) * METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        return Math.hypot(north, east);
    }
}
