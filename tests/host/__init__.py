"""Our two applications in a site that is not ours: installed from the wheel, without `mooc`."""
