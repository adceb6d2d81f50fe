package io.quarkiverse.eventstream.deployment.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * The exceptions among the indexed classes. Those of the JDK are not indexed, but all others are derived from them.
 */
final class ExceptionNames {

    private final IndexView index;
    private final Map<DotName, Boolean> known = new HashMap<>();

    private ExceptionNames(IndexView index) {
        this.index = index;
    }

    /** Their names, sorted. */
    static List<String> in(IndexView index) {
        ExceptionNames names = new ExceptionNames(index);
        return new ArrayList<>(index.getKnownClasses().stream().map(ClassInfo::name).filter(names::isException)
                .map(DotName::toString).sorted().toList());
    }

    private boolean isException(DotName name) {
        Boolean before = known.get(name);
        if (before == null) {
            before = examine(name);
            known.put(name, before);
        }
        return before;
    }

    private boolean examine(DotName name) {
        ClassInfo info = index.getClassByName(name);
        if (info != null) {
            return info.superName() != null && isException(info.superName());
        }
        try {
            return name.toString().startsWith("java.")
                    && Throwable.class
                            .isAssignableFrom(Class.forName(name.toString(), false, ClassLoader.getPlatformClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
