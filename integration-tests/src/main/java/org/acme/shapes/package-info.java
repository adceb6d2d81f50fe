/**
 * All kinds of listeners in the guide. In a package like those of users, because Quarkus checks classes of {@code io.quarkiverse} less
 * strictly when it builds an application.
 */
package org.acme.shapes;
