package cn.mingbai.core.identity;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccountRows extends JpaRepository<AccountRow, Long> {

    Optional<AccountRow> findByLoginName(String loginName);

    Optional<AccountRow> findByPersonId(long personId);
}
