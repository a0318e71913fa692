# Interface texts. One per line; both languages have the same ids (a test compares them).
app-name = Zonescope
figure-source = Source: { $sources }
figure-data = Zonescope · data { $version }

# export
save-no-folder = Cannot save “{ $path }”: there is no such folder. Create it, or choose another place.
save-read-only = Cannot save “{ $path }”: “{ $folder }” may not be written to. Choose another place, or change its permissions.
save-disk-full = Cannot save “{ $path }”: the disk is full. Free some space, or choose another place.
save-exists = “{ $path }” exists. Choose another name, or confirm that it is replaced.
save-is-folder = Cannot save “{ $path }”: it is a folder. Add a file name.
save-bad-name = Cannot save “{ $path }”: the name is empty, too long or has a forbidden character. Choose another name.
save-other = Cannot save “{ $path }”: { $reason }. Choose another place and try again.
png-no-picture = The picture has no pixels. Set width and height to at least 1.
png-text-too-long = The texts inside the picture exceed 1 MB. Shorten title, source or specification.
png-not-png = This is not a PNG picture. Choose a PNG file exported by this program.
png-damaged = The PNG is damaged ({ $reason }). Export it again.
png-unreadable = The file cannot be read: { $reason }. Check that it exists and that you may read it.
