package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The shipped leaflet texts. */
@Component
@Internal
public class LeafletTemplates {

    private final LeafletTemplate inForce;

    LeafletTemplates() {
        var resource = new ClassPathResource("materials/templates/leaflet-L26.md");
        try {
            inForce = LeafletTemplate.parse(resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("expected the leaflet text at " + resource, failed);
        }
    }

    /** The text after the rules in force. */
    public LeafletTemplate inForce() {
        return inForce;
    }
}
