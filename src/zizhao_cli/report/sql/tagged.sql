-- The units that have one of the tags {named}.
SELECT u.id FROM {units} AS u, json_each(coalesce(u.tags, '[]')) AS tag WHERE tag.value IN ({named})
