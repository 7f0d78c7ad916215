/**
 * The table of Pulumi's resource types: how each is created, changed and deleted here. Imports the services; no
 * service imports it.
 */
@NullMarked
package dev.kinesislake.lab.aws.resources;

import org.jspecify.annotations.NullMarked;
