/**
 * Listeners with whatever the guide says that they may have. In a package as users have it: Quarkus checks classes of
 * {@code io.quarkiverse} less strictly when it builds an application.
 */
package org.acme.shapes;
