package cn.mingbai.households.visitapp;

import cn.mingbai.households.devices.Device;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Phones that showed a good key lately, so that a call of one of them can be read before anybody is asked. It is no proof of
 * anything that changes: whether the phone was withdrawn and whom its worker serves is asked when its records are written.
 */
final class LatelyKnown {

    /** More than the phones of several districts; then it begins anew. */
    private static final int MOST = 20_000;

    private final ConcurrentHashMap<String, Device> phones = new ConcurrentHashMap<>();

    /**
     * The phone with this key as it was known when it was last looked at.
     *
     * @param ask finds one that is not known here, or throws
     */
    Device of(String key, Function<String, Device> ask) {
        var known = phones.get(key);
        if (known != null) {
            return known;
        }
        var device = ask.apply(key);
        isNow(key, device);
        return device;
    }

    /** What has been found of a phone now. */
    void isNow(String key, Device device) {
        if (phones.size() >= MOST) {
            phones.clear();
        }
        phones.put(key, device);
    }
}
