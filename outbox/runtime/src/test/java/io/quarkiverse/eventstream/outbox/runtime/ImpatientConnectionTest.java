package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

class ImpatientConnectionTest {

    private static final int PATIENCE = Math.toIntExact(ImpatientConnection.PATIENCE.toMillis());
    private static final int OF_OTHERS = 7_000;

    private final List<String> calls = new ArrayList<>();
    private boolean broken;

    private final DataSource dataSource = fake(DataSource.class, (method, argument) -> connection());

    /** A call of a fake. */
    private interface Call {
        Object of(String method, Object argument) throws SQLException;
    }

    private Connection connection() {
        return fake(Connection.class, (method, argument) -> {
            if (method.equals("getNetworkTimeout")) {
                return OF_OTHERS;
            }
            if (broken && method.equals("setNetworkTimeout")) {
                throw new SQLException("The connection is closed");
            }
            calls.add(argument == null ? method : method + " " + argument);
            return null;
        });
    }

    private static <T> T fake(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method,
                arguments) -> call.of(method.getName(), arguments == null ? null : arguments[arguments.length - 1])));
    }

    @Test
    void theConnectionHasATimeoutOnlyForTheRelay() throws SQLException {
        ImpatientConnection.use(dataSource, connection -> calls.add("work"));

        assertThat(calls).containsExactly("setNetworkTimeout " + PATIENCE, "work", "setNetworkTimeout " + OF_OTHERS, "close");
    }

    @Test
    void aBrokenConnectionDoesNotHideWhatHasFailed() {
        assertThatThrownBy(() -> ImpatientConnection.use(dataSource, connection -> {
            broken = true;
            throw new SQLException("No answer");
        })).hasMessage("No answer");

        assertThat(calls).endsWith("close");
    }
}
