package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.util.WebUtils;

class OutageFilterTest {

    private static final Texts TEXTS =
            new AnnotationConfigApplicationContext("cn.mingbai.core.i18n").getBean(Texts.class);

    private final DiskRoom room = new DiskRoom();
    private final OutageFilter filter = new OutageFilter(TEXTS, room);
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/board");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private void full(DiskPlace place) {
        room.saw(List.of(new DiskRoom.Seen(place, Path.of("/"), RoomLevel.FULL, 1)));
    }

    @Test
    void refusesAFormWithFilesBeforeAnybodyReadsIt() throws Exception {
        request.setContentType("multipart/form-data; boundary=x");
        full(DiskPlace.TEMPORARY);
        FilterChain nobody = (asked, answered) -> {
            throw new AssertionError("expected to be refused before");
        };
        filter.doFilter(request, response, nobody);
        assertThat(response.getStatus()).isEqualTo(507);
        assertThat(response.getHeader("Retry-After")).isEqualTo("30");
        assertThat(response.getContentAsString()).contains("\"problem\":\"disk-full\"");
    }

    @Test
    void letsFormsWithoutFilesThrough() throws Exception {
        request.setContentType("application/x-www-form-urlencoded");
        full(DiskPlace.TEMPORARY);
        filter.doFilter(request, response, (asked, answered) -> response.setStatus(204));
        assertThat(response.getStatus()).isEqualTo(204);
    }

    @Test
    void answersWhatFailedForWantOfRoom() throws Exception {
        for (var failure : new RuntimeException[] {
            new IllegalStateException(new NoRoom()),
            new MultipartException("no", new IOException("/tmp/x: No space left on device"))
        }) {
            var answered = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest("POST", "/board"), answered, (asked, into) -> {
                throw failure;
            });
            assertThat(answered.getStatus()).as("%s", failure).isEqualTo(507);
        }
    }

    /** Spring takes these for a browser that has gone, and answers 200 with nothing in it. */
    @Test
    void tellsALostDatabaseFromABrowserThatHasGone() throws Exception {
        try (var context = new AnnotationConfigWebApplicationContext()) {
            context.setServletContext(new MockServletContext());
            context.register(Pages.class, OutageResolver.class);
            context.refresh();
            var pages = MockMvcBuilders.webAppContextSetup(context)
                    .addFilters(filter)
                    .build();
            for (var cause : new IOException[] {new IOException("Broken pipe"), new EOFException("unexpected end")}) {
                Pages.failure = new TransactionSystemException(
                        "commit", new SQLNonTransientConnectionException("lost", "08000", cause));
                var answered = pages.perform(get("/failing")).andReturn().getResponse();
                assertThat(answered.getStatus()).as("%s", cause).isEqualTo(503);
                assertThat(answered.getContentAsString()).contains("\"problem\":\"database-away\"");
            }
        }
    }

    @EnableWebMvc
    @RestController
    static class Pages {

        private static RuntimeException failure = new IllegalStateException();

        @GetMapping("/failing")
        String fail() {
            throw failure;
        }
    }

    @Test
    void hidesFilesFromThePageOfErrors() throws Exception {
        request.setContentType("multipart/form-data; boundary=x");
        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute(WebUtils.ERROR_REQUEST_URI_ATTRIBUTE, "/board");
        full(DiskPlace.TEMPORARY);
        var type = new AtomicReference<>("not reached");
        filter.doFilter(request, response, (asked, answered) -> type.set(String.valueOf(asked.getContentType())));
        assertThat(type).hasValue("null");
    }
}
