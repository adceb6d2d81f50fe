package io.quarkiverse.eventstream.runtime.channels;

import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.Config;
import org.jboss.logmanager.ExtLogRecord;

import io.quarkiverse.eventstream.runtime.config.LogCategories;

/**
 * Lowers SmallRye's log line about the exception of a method to the level debug where the bus logs the exception as the failure of
 * an invocation. Methods that also consume channels of other connectors are left alone, and so is a log category that the user has
 * configured.
 */
final class MethodLog implements Filter {

    private static final String CATEGORY = "io.smallrye.reactive.messaging.provider";
    private static final String EXCEPTION_OF_METHOD = "SRMSG00200";

    private final Set<String> methods;

    private MethodLog(Set<String> methods) {
        this.methods = methods;
    }

    /** Installs the filter for methods, by class and name, unless the user has configured SmallRye's log. */
    static void install(Config properties, Set<String> methods) {
        Logger logger = Logger.getLogger(CATEGORY);
        if (isOwn(logger.getFilter())) {
            boolean isUsersOwn = LogCategories.areConfigured(properties, "io.smallrye.reactive");
            logger.setFilter(isUsersOwn || methods.isEmpty() ? null : new MethodLog(methods));
        }
    }

    /** Includes a filter of an earlier start in dev mode, which has another class loader. */
    private static boolean isOwn(Filter filter) {
        return filter == null || filter.getClass().getName().equals(MethodLog.class.getName());
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (!record.getMessage().startsWith(EXCEPTION_OF_METHOD) || !isAboutOneOf(ExtLogRecord.wrap(record))) {
            return true;
        }
        record.setLevel(Level.FINE);
        return Logger.getLogger(CATEGORY).isLoggable(Level.FINE);
    }

    private boolean isAboutOneOf(ExtLogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters != null && parameters.length > 0 && parameters[0] instanceof String method
                && methods.contains(method);
    }
}
