package cn.mingbai.core.people;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface PostingRows extends JpaRepository<PostingRow, Long> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<PostingRow> findLockedById(long id);

    List<PostingRow> findByPersonIdAndSupersededAt(long personId, Instant supersededAt);
}
